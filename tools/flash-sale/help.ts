/** What `npm run flash-sale -- --help` prints. */
export const HELP = `Sells a few units to a great many buyers at once, and holds the shop to its promises.

  npm run flash-sale -- --buyers 5000 --units 500 --seed 7

Without --target it builds the shop of this checkout, runs it on this machine without any development proxy, and
forgets it afterwards.

The sale
  --buyers N          how many come (5000)
  --units N           how many there are of each item (500)
  --items N           items in each cart; every other buyer takes them in the opposite order (1)
  --burst S           all of them come within so many seconds (5)
  --concurrency N     at most so many are served at once, the others queue (64; 8 for a shop of npm start)
  --seed N            decides who does what; the same seed gives the same buyers (drawn and printed)

The buyers, as shares of all (0 to 1)
  --early-holds 0.2   hold their cart before they pay
  --abandon 0.05      half of them hold and walk away, half drop the connection while they buy and never return
  --double 0.05       click twice: half under one Idempotency-Key, half under two
  --decline 0.02      have a card that is declined; half of them try another one
  --unclear 0.01      pay in a way whose outcome the shop learns only later
  --timeouts 0.1      break a request off halfway and repeat it under the same key
  --patience S        nobody waits longer than so many seconds for units that may come back (as long as some may)

Hot items
  --shards N          spread every item over N shards (the key needs the scope operations, too)
  --split-at 0.3      … once this share of the units is sold (at the beginning)
  --merge-at 0.7      … and gather it again at this share (never)

The shop
  --target URL        a shop that runs already, such as the one of npm start (its keys are in .souk/dev.json) or a
                      preview deployment. It must accept the test provider. The sale makes a product of its own, named
                      "Load test, please ignore", and archives it in the end; the orders of it stay.
  --i-own-this        you may put load on the target. Needed unless it is on this machine
  --publishable-key K or SOUK_PUBLISHABLE_KEY, which keeps it out of your shell's history
  --secret-key K      or SOUK_SECRET_KEY, with catalog:read, catalog:write, stock:read, stock:write and orders:read
                      A deployed shop keeps early holds for ten minutes, and the sale waits until the last one has
                      ended; --abandon 0 is the quick way.

  --json FILE         write all of it, for machines

Exit code: 0 when every promise was kept, 1 when one was broken or the sale could not be held, 2 for a wrong command line.`;
