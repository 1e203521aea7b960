import { useNavigate } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight, Expand, Pause, Play, X } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useUrlState } from "../../app/url-state.ts";
import { IconButton } from "../../kit/button.tsx";
import { formatInstant } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { metricWords } from "../../text/metrics.ts";
import { useText } from "../../text/use-text.ts";
import { wallWords } from "../../text/wall.ts";
import { useFigures, useLiveFigures, useMetrics } from "./metric-data.ts";
import {
  CapacityScene,
  FeedScene,
  HighlightScene,
  OverviewScene,
  QualityScene,
  type SceneProps,
} from "./wall-scenes.tsx";

const scenes = [
  { id: "tong-quan", title: "overview", Scene: OverviewScene },
  { id: "chat-luong", title: "quality", Scene: QualityScene },
  { id: "lop", title: "capacity", Scene: CapacityScene },
  { id: "luong", title: "feeds", Scene: FeedScene },
  { id: "diem-sang", title: "highlights", Scene: HighlightScene },
] as const;

const sceneMs = 20_000;
const wantsStill = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * `/dieu-hanh/man-hinh`: the whole city on a wall, scene after scene. It stops for who asks for less motion, on `dung=1`
 * and by the space key; arrows turn the scenes, Escape leaves.
 */
export default function WallPage() {
  const t = useText(wallWords);
  const words = useText(metricWords);
  const navigate = useNavigate();
  const [{ canh, dung }, setState] = useUrlState({ canh: "tong-quan", dung: "" });
  const reading = useFigures("");
  const { byId } = useMetrics();
  const { isLive } = useLiveFigures();
  const at = Math.max(
    0,
    scenes.findIndex(({ id }) => id === canh),
  );
  const isStill = dung === "1" || wantsStill();
  const turn = (by: number): void =>
    setState({ canh: scenes[(at + by + scenes.length) % scenes.length]?.id ?? "tong-quan" });

  useEffect(() => {
    if (isStill) return;
    const timer = setTimeout(() => turn(1), sceneMs);
    return () => clearTimeout(timer);
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // A button that is pressed by space means itself.
      if (event.target instanceof HTMLButtonElement && event.key === " ") return;
      if (event.key === "ArrowRight") turn(1);
      else if (event.key === "ArrowLeft") turn(-1);
      else if (event.key === " ") setState({ dung: isStill ? "" : "1" });
      else if (event.key === "Escape" && document.fullscreenElement === null)
        void navigate({ href: "/dieu-hanh" });
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
  const scene = scenes[at] ?? scenes[0];
  return (
    <div className="bg-page fixed inset-0 z-50 flex flex-col overflow-y-auto">
      <header className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 pt-4 sm:px-8">
        <h1 className="text-xl font-semibold tracking-tight sm:text-3xl">{t.titles[scene.title]}</h1>
        <span className={`size-3 rounded-full ${isLive ? "bg-good" : "bg-watch"}`} aria-hidden />
        <span className="sr-only">{isLive ? words.live : words.notLive}</span>
        <span className="text-muted flex-1 text-base sm:text-lg">
          {reading.data?.asOf
            ? words.fresh(formatInstant(reading.data.asOf), String(reading.data.runSeq))
            : null}
        </span>
        <Clock />
        <div data-print="hide" className="flex">
          <IconButton label={t.previous} icon={ChevronLeft} onClick={() => turn(-1)} />
          <IconButton
            label={isStill ? t.go : t.stop}
            icon={isStill ? Play : Pause}
            onClick={() => setState({ dung: isStill ? "" : "1" })}
          />
          <IconButton label={t.next} icon={ChevronRight} onClick={() => turn(1)} />
          <IconButton
            label={t.full}
            icon={Expand}
            onClick={() => void document.documentElement.requestFullscreen()}
          />
          <IconButton label={t.leave} icon={X} onClick={() => void navigate({ href: "/dieu-hanh" })} />
        </div>
      </header>
      <div className="flex flex-1 flex-col px-4 py-6 sm:px-8">
        <Reading reading={reading} lines={10}>
          {(of) => <Shown of={of} metrics={byId} Scene={scene.Scene} />}
        </Reading>
      </div>
      <nav aria-label={t.scenes} className="flex justify-center gap-2 pb-4" data-print="hide">
        {scenes.map(({ id, title }, number) => (
          <button
            key={id}
            type="button"
            aria-label={t.titles[title]}
            aria-current={number === at}
            onClick={() => setState({ canh: id })}
            className="grid size-11 place-items-center"
          >
            <span className={`block h-1.5 w-9 rounded-full ${number === at ? "bg-sea" : "bg-edge"}`} />
          </button>
        ))}
      </nav>
    </div>
  );
}

interface ShownProps extends Omit<SceneProps, "figures"> {
  readonly Scene: (props: SceneProps) => ReactNode;
}

function Shown({ of, metrics, Scene }: ShownProps) {
  const figures = useMemo(() => new Map(of.figures.map((figure) => [figure.id, figure])), [of]);
  return <Scene of={of} metrics={metrics} figures={figures} />;
}

function Clock() {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const [time = "", day = ""] = formatInstant(now.toISOString()).split(" ");
  return (
    <time dateTime={now.toISOString()} className="text-xl font-semibold tabular-nums sm:text-3xl">
      {time} <span className="text-muted text-base font-normal sm:text-lg">{day}</span>
    </time>
  );
}
