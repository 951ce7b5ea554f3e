import { join } from "node:path";
import { mkdtempSync } from "node:fs";
import { buildWorker } from "./bench/harness/build-worker.ts";
import { Server } from "./bench/harness/server.ts";
import { Helper } from "./bench/harness/messages.ts";
import { pinMyself } from "./bench/harness/pin.ts";
import type { LoadMessage } from "./bench/load/load-messages.ts";
pinMyself(1);
const out = mkdtempSync("/tmp/bb-");
const names = ["hello","hono","gateway","service","data","objects"];
let t=Date.now();
const workers=[]; for (const n of names) workers.push(await buildWorker({config:`bench/bare/${n}/wrangler.toml`}, join(out,n)));
console.log("built", Date.now()-t); t=Date.now();
const server = await Server.start(workers);
console.log("started", Date.now()-t, server.runtimePid);
const load = new Helper<LoadMessage>(1, join(import.meta.dirname,"bench/load/load-process.ts"));
const one=(path:string,expect=200)=>({steps:[{name:"x",method:"GET",path,expect}],rows:[{}],useRows:"in turn" as const});
const runs: [string,string,any][] = [["bare-hello","/hello",one("/v1/hello")],["bare-hono","",one("/v1/hello")],
["bare-gateway","fetch",one("/fetch")],["bare-gateway","rpc",one("/rpc")],["bare-gateway","bytes",one("/bytes?n=12000")],
["bare-gateway","obj single",one("/object/single",201)],["bare-gateway","obj grouped",one("/object/grouped",201)],["bare-gateway","svc single",one("/service/single",201)],["bare-gateway","svc grouped",one("/service/grouped",201)],
...["purchase","lean"].map((k):any=>["bare-gateway",k,{steps:[{name:"create",method:"POST",path:`/${k}/create`,body:{variant:"x".repeat(40)},expect:201,capture:{id:"id"}},{name:"details",method:"PATCH",path:`/${k}/details`,body:{id:"{id}",pad:"x".repeat(200)},expect:200},{name:"complete",method:"POST",path:`/${k}/complete`,body:{id:"{id}"},expect:201}],rows:[{}],useRows:"in turn"}])];
for (const [w,label,flow] of runs) {
 const r:any = await load.ask({kind:"closed",origin:server.urlOf(w),flow,connections:64,serverPid:server.runtimePid,warmUpMs:500,measureMs:1500});
 console.log(w,label,Math.round(r.measured.perSecond), r.busy, r.tally.refused, r.tally.examples);
}
console.log(await server.sql("bare-data","DB","SELECT count(*) n FROM sold"));
for (const ps of [2000,16000]) console.log(JSON.stringify(await load.ask({kind:"open",origin:server.urlOf("bare-hello"),flow:one("/v1/hello"),connections:256,serverPid:server.runtimePid,perSecond:ps,measureMs:3000,seed:1})));
await load.end(); await server.stop();
