// SPDX-License-Identifier: Apache-2.0
// Ids of the map's units, which colours are kept by. The map draws old shapes until the new ones are
// cut into tiles; with ids of their own, a colour can never meet another level's shape.

const stride = 2 ** 20;

export class UnitIds {
  private first = 0;
  private given = new Set<number>();

  /** Of a row of the newest units. */
  of = (row: number): number => this.first + row;

  /** The units with ids that no units before them had. Their own ids are rows. */
  renew(units: GeoJSON.FeatureCollection): GeoJSON.FeatureCollection {
    this.first += stride;
    return { ...units, features: units.features.map((f) => ({ ...f, id: this.of(Number(f.id)) })) };
  }

  /** Notes that a row has a colour, and gives its id. */
  give(row: number): number {
    const id = this.of(row);
    this.given.add(id);
    return id;
  }

  /** Ids noted for earlier units, each told once. */
  outdated(): number[] {
    const old = [...this.given].filter((id) => id < this.first);
    for (const id of old) this.given.delete(id);
    return old;
  }
}
