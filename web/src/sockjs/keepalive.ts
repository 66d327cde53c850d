// Browsers let 64 KiB of bodies be on their way that outlive their page, and refuse what is more (Fetch standard,
// "HTTP-network-or-cache fetch"). All sessions of a page share them.
const most = 60_000;
let underWay = 0;

/** Whether a body of so many octets may outlive its page; if so, to be given back when the request has ended. */
export function takeKeepalive(octets: number): boolean {
  if (underWay + octets > most) return false;
  underWay += octets;
  return true;
}

export function giveKeepaliveBack(octets: number): void {
  underWay -= octets;
}
