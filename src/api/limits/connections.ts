import type { Socket } from "node:net";
import { plainAddress } from "#src/platform/config-security.ts";
import { networkOf } from "./network.ts";

interface Unfinished {
  readonly socket: Socket;
  readonly sinceMs: number;
}

interface Limits {
  readonly perAddress: number;
  readonly graceMs: number;
  readonly perAddressAtOnce: number;
}

/**
 * Connections whose first request is not here yet, by address. When one address has too many its oldest give way, so
 * whoever is quick is served beside a slowloris from the same school. Connections whose request has come don't count.
 */
export class UnfinishedConnections {
  readonly #limits: Limits;
  readonly #isProxy: (address: string) => boolean;
  readonly #byNetwork = new Map<string, Map<string, Unfinished>>();
  #closed = 0;

  /** @param isProxy whose connections are everybody's, and are the proxy's to bound */
  constructor(limits: Limits, isProxy: (address: string) => boolean) {
    this.#limits = limits;
    this.#isProxy = isProxy;
  }

  /** Connections closed so far because their address had too many. */
  get closed(): number {
    return this.#closed;
  }

  /** @param socket as accepted, before TLS */
  add(socket: Socket, nowMs: number): void {
    const { remoteAddress } = socket;
    // Gone before we looked.
    if (remoteAddress === undefined) return;
    if (this.#isProxy(plainAddress(remoteAddress))) return;
    const network = networkOf(remoteAddress);
    const waiting = this.#byNetwork.get(network) ?? new Map<string, Unfinished>();
    if (waiting.size >= this.#limits.perAddressAtOnce) {
      this.#closed += 1;
      socket.destroy();
      return;
    }
    this.#byNetwork.set(network, waiting);
    const key = keyOf(socket);
    waiting.set(key, { socket, sinceMs: nowMs });
    socket.once("close", () => this.#remove(network, key));
    if (waiting.size > this.#limits.perAddress) this.#giveWay(network, waiting, nowMs);
  }

  /** @param socket of a request; with TLS not the object that was accepted, but the same address and port */
  finish(socket: Socket): void {
    if (socket.remoteAddress !== undefined) this.#remove(networkOf(socket.remoteAddress), keyOf(socket));
  }

  /** Closes the oldest of addresses that have too many: those that were young when the last one came. */
  sweep(nowMs: number): void {
    for (const [network, waiting] of this.#byNetwork)
      if (waiting.size > this.#limits.perAddress) this.#giveWay(network, waiting, nowMs);
  }

  #giveWay(network: string, waiting: Map<string, Unfinished>, nowMs: number): void {
    for (const [key, { socket, sinceMs }] of waiting) {
      if (waiting.size <= this.#limits.perAddress || nowMs - sinceMs < this.#limits.graceMs) return;
      this.#remove(network, key);
      this.#closed += 1;
      socket.destroy();
    }
  }

  #remove(network: string, key: string): void {
    const waiting = this.#byNetwork.get(network);
    if (waiting?.delete(key) === true && waiting.size === 0) this.#byNetwork.delete(network);
  }
}

const keyOf = (socket: Socket): string => `${socket.remoteAddress} ${socket.remotePort}`;
