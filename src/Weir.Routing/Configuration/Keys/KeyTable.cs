using Weir.Routing.Configuration.Building;
using Weir.Routing.Routes;

namespace Weir.Routing.Configuration.Keys;

/// <summary>Every key of weir.yaml, version 2.</summary>
internal static class KeyTable
{
    public const int Version = 2;

    private static readonly KeyRule[] Policy =
    [
        new("retries", ValueKind.Integer, "Further tries of a target before the next; 1 when left out.") { Min = 0, Max = 20 },
        new("move_on", ValueKind.TextList, "Kinds of failure that lead to the next target; all but wrong requests when left out.") { Allowed = PolicyBuilder.Kinds },
        new("deadline", ValueKind.Duration, "How long all tries together may take until an answer begins; no limit when left out.") { Min = 0.1m, Max = 86_400 },
    ];

    /// <summary>One of <c>chains</c>.</summary>
    public static KeyBlock Chain { get; } = new("chain", "Targets to go through until one answers. Clients ask for it by its name, or by the header x-weir-chain.",
    [
        new("targets", ValueKind.TextList, "connection/model, best first; an alias will do.") { Required = true },
        new("strategy", ValueKind.Text, "How one of them is chosen; order when left out.") { Allowed = Strategies.Words },
        new("weights", ValueKind.IntegerMap, "Shares by target, for strategy weighted; 1 when left out.") { Min = 0, Max = 1_000_000 },
        .. Policy,
        new("ask_before_switching", ValueKind.Boolean, "Whether to ask before another target is used."),
        new("on_cut", ValueKind.Text, "What becomes of an answer that breaks off: an error, or the next target goes on with it; error when left out.") { Allowed = ["error", "continue"] },
    ]);

    private static readonly KeyBlock Routing = new("routing", "How names that are no chain are gone through.",
    [
        new("strategy", ValueKind.Text, "How one of several connections that list a bare model is chosen; order when left out.") { Allowed = Strategies.Words },
        .. Policy,
        new("hedge_budget", ValueKind.Number, "USD a day that strategy hedged may spend on second requests; 1 when left out.") { Min = 0, Max = 1_000_000 },
        new("retry_budget", ValueKind.Number, "Share of all requests that may be tries again; 0.2 when left out.") { Min = 0, Max = 1 },
    ]);

    private static readonly KeyBlock Storage = new("storage", "Where the ledger is kept. Checked; this version keeps it in SQLite.",
    [
        new("provider", ValueKind.Text, "Kind of database.") { Allowed = ["sqlite", "postgresql"], Required = true },
        new("connection", ValueKind.Secret, "Connection string, for postgresql."),
    ]);

    private static readonly KeyBlock Catalog = new("catalog", "Changes to the catalogue.",
    [
        new("providers", ValueKind.BlockList, "Providers to add or change.") { Block = ProviderKeys.CatalogProvider },
    ]);

    private static readonly KeyBlock Credentials = new("credentials", "Where secrets are kept.",
    [
        new("store", ValueKind.Text, "The secret store; the system keychain where there is one, else an encrypted file, when left out.") { Allowed = ["keychain", "file", "database", "plain"] },
        new("opencode", ValueKind.Boolean, "Whether keys in OpenCode's auth.json may be used; false when left out."),
    ]);

    private static readonly KeyBlock Tls = new("tls", "The certificate for https addresses.",
    [
        new("cert", ValueKind.Text, "Certificate with its chain, a PEM file; relative to weir.yaml.") { Required = true },
        new("key", ValueKind.Text, "Its private key, a PEM file; relative to weir.yaml.") { Required = true },
    ]);

    private static readonly KeyBlock Server = new("server", "How Weir listens.",
    [
        new("urls", ValueKind.TextList, "Addresses to listen on; http://127.0.0.1:9347 when left out."),
        new("heartbeat_seconds", ValueKind.Integer, "Silence in a stream after which a comment is sent; 15 when left out.") { Min = 1, Max = 600 },
        new("max_body_mb", ValueKind.Integer, "Largest request; 100 when left out.") { Min = 1, Max = 2000 },
        new("shutdown_seconds", ValueKind.Integer, "How long running requests may take to end; 30 when left out.") { Min = 0, Max = 3600 },
        new("allow_hosts", ValueKind.TextList, "Host names that requests may use."),
        new("tls", ValueKind.Block, "The certificate.") { Block = Tls },
    ]);

    private static readonly KeyBlock Local = new("local", "Model servers on this machine, which Weir finds by itself.",
    [
        new("enabled", ValueKind.Boolean, "Whether to look for them; true when left out."),
        new("ports", ValueKind.IntegerList, "Ports to look at beside the usual ones (11434, 1234, 8080, 8000, 1337).") { Min = 1, Max = 65_535 },
        new("hosts", ValueKind.TextList, "Other machines to look at; only this one when left out."),
        new("interval", ValueKind.Duration, "How often to look; 60s when left out.") { Min = 1, Max = 86_400 },
    ]);

    private static readonly KeyBlock Cache = new("cache", "Answers that are kept and given again to the same request.",
    [
        new("enabled", ValueKind.Boolean, "Whether answers are kept; false when left out."),
        new("ttl", ValueKind.Duration, "How long an answer is given again; 1h when left out.") { Min = 1, Max = 2_592_000 },
        new("max_mb", ValueKind.Integer, "Memory for kept answers, and room in the database each; 64 when left out.") { Min = 1, Max = 65_536 },
        new("max_entry_kb", ValueKind.Integer, "Largest answer that is kept; 512 when left out.") { Min = 1, Max = 65_536 },
        new("store", ValueKind.Text, "Where answers are kept: in memory alone, or in the database too; memory when left out.") { Allowed = ["memory", "database"] },
        new("scope", ValueKind.Text, "Who shares answers: nobody but the key that asked, or all keys of the gateway; key when left out.") { Allowed = ["key", "gateway"] },
    ]);

    private static readonly KeyBlock Telemetry = new("telemetry", "Traces and metrics.",
    [
        new("otlp_endpoint", ValueKind.Url, "OTLP collector; none when left out."),
    ]);

    public static KeyBlock Root { get; } = new("weir", "Weir's configuration, version 2.",
    [
        new("version", ValueKind.Integer, "Version of the format: 2.") { Min = Version, Max = Version, Required = true },
        new("providers", ValueKind.BlockList, "Connections.") { Block = ProviderKeys.Connection },
        new("aliases", ValueKind.TextMap, "Short names, each for a connection/model."),
        new("chains", ValueKind.BlockMap, "Named lists of targets.") { Block = Chain },
        new("routing", ValueKind.Block, "Routing of other names.") { Block = Routing },
        new("budgets", ValueKind.BlockList, "Budgets.") { Block = MoneyKeys.Budget },
        new("limits", ValueKind.BlockList, "Rate limits.") { Block = MoneyKeys.Limit },
        new("prices", ValueKind.Block, "What you pay, where it is not the catalogue's price.") { Block = PriceKeys.Prices },
        new("alerts", ValueKind.Block, "Whom to tell.") { Block = AlertKeys.Alerts },
        new("storage", ValueKind.Block, "The database.") { Block = Storage },
        new("catalog", ValueKind.Block, "Your own providers and models.") { Block = Catalog },
        new("credentials", ValueKind.Block, "Secret stores.") { Block = Credentials },
        new("local", ValueKind.Block, "Model servers found by themselves.") { Block = Local },
        new("server", ValueKind.Block, "The server.") { Block = Server },
        new("console", ValueKind.Block, "Sign-in to the console.") { Block = ConsoleKeys.Console },
        new("cache", ValueKind.Block, "The response cache.") { Block = Cache },
        new("telemetry", ValueKind.Block, "Where telemetry goes.") { Block = Telemetry },
    ]);

    /// <summary>Every block once, outer before inner.</summary>
    public static IReadOnlyList<KeyBlock> Blocks { get; } = [.. Gather(Root).Distinct()];

    private static IEnumerable<KeyBlock> Gather(KeyBlock block) =>
        [block, .. block.Keys.Where(static key => key.Block is not null).SelectMany(static key => Gather(key.Block!))];
}
