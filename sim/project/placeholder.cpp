namespace fangyuan {}
