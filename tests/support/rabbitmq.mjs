import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { until } from './condition.mjs';
import { freePorts, isListening } from './ports.mjs';
import { startProcess } from './processes.mjs';
import { removeTemporaryDirectory, temporaryDirectory } from './temporary-directory.mjs';

// The script behind Debian's wrapper, which would insist on the user rabbitmq and on /var/lib/rabbitmq.
const serverScript = '/usr/lib/rabbitmq/bin/rabbitmq-server';
// Between choosing free ports and listening on them somebody else may take one.
const attempts = 3;

/** A private RabbitMQ node: its own directory, ports and Erlang port mapper, all on 127.0.0.1. */
class RabbitMQ {
  #directory = temporaryDirectory('rabbitmq');
  #portMapper;
  #node;

  async start(frame) {
    const [webSocketPort, stompPort, mapperPort, distributionPort] = await freePorts(4);
    this.stompPort = stompPort;
    this.webSocketUrl = `ws://127.0.0.1:${webSocketPort}/ws`;
    this.#writeSettings({ frame, webSocketPort });
    try {
      // Started here rather than by the node, which would leave it behind as a daemon.
      this.#portMapper = await startProcess('epmd', ['-port', String(mapperPort), '-address', '127.0.0.1']);
      await until(() => this.#portMapper.hasEnded || isListening(mapperPort), { what: 'epmd listens' });
      this.#node = await startProcess(serverScript, [], {
        env: this.#environment(mapperPort, distributionPort),
      });
      await this.#node.waitForOutput(/Server startup complete/, { timeout: 120_000 });
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  #file(name) {
    return path.join(this.#directory, name);
  }

  #writeSettings({ frame, webSocketPort }) {
    const settings = {
      'listeners.tcp': 'none',
      'stomp.listeners.tcp.1': `127.0.0.1:${this.stompPort}`,
      'web_stomp.tcp.ip': '127.0.0.1',
      'web_stomp.tcp.port': webSocketPort,
      'web_stomp.ws_frame': frame,
      'log.console': true,
      'log.file': false,
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
    writeFileSync(this.#file('rabbitmq.conf'), lines.join(''));
    writeFileSync(this.#file('enabled_plugins'), '[rabbitmq_stomp,rabbitmq_web_stomp].\n');
    writeFileSync(this.#file('rabbitmq-env.conf'), '');
  }

  #environment(mapperPort, distributionPort) {
    return {
      HOME: this.#directory,
      ERL_EPMD_ADDRESS: '127.0.0.1',
      ERL_EPMD_PORT: String(mapperPort),
      RABBITMQ_NODENAME: `${path.basename(this.#directory)}@localhost`,
      RABBITMQ_DIST_PORT: String(distributionPort),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
      RABBITMQ_CONF_ENV_FILE: this.#file('rabbitmq-env.conf'),
      RABBITMQ_CONFIG_FILE: this.#file('rabbitmq.conf'),
      RABBITMQ_ADVANCED_CONFIG_FILE: this.#file('advanced.config'),
      RABBITMQ_ENABLED_PLUGINS_FILE: this.#file('enabled_plugins'),
      RABBITMQ_MNESIA_BASE: this.#file('data'),
      RABBITMQ_LOG_BASE: this.#file('log'),
      // Makes the script become the Erlang node instead of staying in front of it, so that its pid is the node's.
      RUNNING_UNDER_SYSTEMD: 'true',
    };
  }

  /** What the node has logged so far. */
  get output() {
    return this.#node.output;
  }

  /** A clean stop. Nothing of it is left running, nor on disk. */
  async stop() {
    try {
      await this.#node.end({ grace: 60_000 });
      await this.#portMapper.end();
    } finally {
      removeTemporaryDirectory(this.#directory);
    }
  }

  /** Ends it as a crash would. */
  async kill() {
    await this.#node?.kill();
    await this.#portMapper?.kill();
    removeTemporaryDirectory(this.#directory);
  }
}

/**
 * Starts a RabbitMQ node of its own, with STOMP over TCP and over WebSocket. Takes some ten seconds.
 *
 * @param {{frame?: 'text' | 'binary'}} [options] frame: the type of the WebSocket messages it sends
 * @returns {Promise<RabbitMQ>} webSocketUrl, stompPort, stop(), kill(), output
 */
export async function startRabbitMQ({ frame = 'text' } = {}) {
  if (!existsSync(serverScript)) throw new Error('RabbitMQ is missing: node scripts/setup.mjs test');
  for (let attempt = 1; ; ++attempt) {
    const broker = new RabbitMQ();
    try {
      await broker.start(frame);
      return broker;
    } catch (error) {
      if (attempt === attempts || !/eaddrinuse/.test(error.message)) throw error;
    }
  }
}
