import { Card } from "../../kit/card.tsx";
import { Chart } from "../../kit/chart.tsx";
import { MapView } from "../../kit/map-view.tsx";
import { DateText, NumberText, ShareText } from "../../kit/number-text.tsx";
import { Tile } from "../../kit/tile.tsx";
import { gallery } from "../../text/gallery.ts";
import { useText } from "../../text/use-text.ts";

const years = ["2022-2023", "2023-2024", "2024-2025", "2025-2026", "2026-2027"];

/** Twelve squares by the sea and a place: no real borders. */
const squares = Array.from({ length: 12 }, (_, at) => {
  const west = 106.5 + (at % 4) * 0.1;
  const south = 20.7 + Math.floor(at / 4) * 0.1;
  const east = west + 0.1;
  const north = south + 0.1;
  return {
    id: String(at),
    name: String(at + 1),
    value: at === 7 ? null : at % 5,
    geometry: {
      type: "Polygon" as const,
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    },
  };
});

export function FigureParts() {
  const t = useText(gallery);
  const series = [
    { name: t.preschool, values: [171_204, 174_011, 176_950, 179_320, 181_077] },
    { name: t.primary, values: [352_870, 349_102, 344_881, 340_266, 336_940] },
    { name: t.lowerSecondary, values: [268_310, 274_902, 281_441, 287_003, 291_655] },
  ];
  return (
    <div className="space-y-5">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Tile
          label={t.learners}
          value={<NumberText value={1_030_393} />}
          trend={{ direction: "up", isGood: true, text: t.moreThanLastMonth }}
          to="/kit?phan=bang"
        />
        <Tile
          label={t.verified}
          value={<ShareText share={0.974} />}
          trend={{ direction: "down", isGood: false, text: t.lessThanLastMonth }}
        />
        <Tile label={t.waiting} value={<NumberText value={14} />} note={t.waitingNote} />
        <Tile label={t.lastFile} value={<DateText value="2026-11-20" />} />
      </div>
      <div className="grid gap-5 lg:grid-cols-2">
        <Card>
          <Chart title={t.learnersByYear} kind="line" categories={years} series={series} />
        </Card>
        <Card>
          <Chart title={t.learnersByLevel} kind="stacked" categories={years} series={series} />
        </Card>
      </div>
      <Card title={t.map}>
        <MapView label={t.map} shapes={squares} steps={[1, 2, 3, 4]} heightPx={320} />
      </Card>
    </div>
  );
}
