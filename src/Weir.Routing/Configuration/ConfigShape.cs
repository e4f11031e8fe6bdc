namespace Weir.Routing.Configuration;

/// <summary>The table of everything that weir.yaml version 2 may say.</summary>
internal static class ConfigShape
{
    private const double Million = 1_000_000;
    private const double Trillion = 1e12;

    private static readonly MapShape Rates = Map("Price in US dollars per million tokens, in models.dev's words.", Cost(), "input", "output");

    private static readonly MapShape Model = Map("One model.", ModelKeys(), "id");

    private static readonly MapShape CatalogModel = Map("One model.", Add(ModelKeys(), ("dialect", Text("Wire dialect, where it differs from the provider's.")), ("base_url", Text("Base URL, where it differs from the provider's."))), "id");

    public static MapShape Root { get; } = Map(
        "Weir's configuration, version 2.",
        Keys(
            ("version", new NumberShape("Version of this format: 2.", 1, 99, Whole: true)),
            ("providers", new ListShape("Connections: the configured uses of providers.", Connection())),
            ("aliases", new NamedShape("Short names for connection/model.", Text("connection/model"))),
            ("chains", new NamedShape("Ordered targets with a policy.", Chain())),
            ("budgets", new ListShape("Limits in money or tokens.", Budget())),
            ("limits", new ListShape("Rate limits.", Limit())),
            ("storage", Map("Where Weir keeps its data.", Keys(("provider", Text("The database.", "sqlite", "postgresql")), ("connection", Text("Connection string, for PostgreSQL."))))),
            ("catalog", Map("Changes to the catalogue.", Keys(("providers", new ListShape("Providers to add or change.", CatalogProvider()))))),
            ("server", Server()),
            ("telemetry", Map("Where telemetry goes.", Keys(("otlp_endpoint", new UrlShape("OTLP/HTTP collector.")))))),
        "version");

    private static MapShape Connection() => Map(
        "One connection.",
        Keys(
            ("name", Text("Unique name, without a slash.")),
            ("type", Text("Catalogue id of the provider (`weir providers list`), or a name of your own together with base_url.")),
            ("auth_method", Text("How it signs in.", "api", "oauth", "aws", "gcp", "azure", "command", "well-known", "none")),
            ("api_key", Text("The key: ${VARIABLE}, {env: NAME} or {file: PATH}.")),
            ("base_url", new UrlShape("Where the provider's API is.")),
            ("dialect", Text("Wire dialect, where it differs from the catalogue's.")),
            ("models", new ListShape("Models it offers; otherwise the catalogue's list.", new TextOrMapShape("A model's id, or what is to be known of it.", Model))),
            ("headers", new NamedShape("Headers to send with every request.", Text("The header's value."))),
            ("include_usage", new FlagShape("Whether Weir may ask for usage in streams (stream_options). Default true.")),
            ("http_version", new NumberShape("1.1 or 2; otherwise negotiated.", 1, 2)),
            ("timeouts", Map("Stages of waiting.", Keys(("connect", Duration("To an open connection. Default 10s.")), ("first_byte", Duration("To the answer's headers. Default 10m.")), ("idle", Duration("Between two reads. Default 10m."))))),
            ("enabled", new FlagShape("Whether it is used. Default true.")),
            ("quota", new AnyShape("Where the provider tells what is left of its quota.")),
            ("simulator", Simulator())),
        "name",
        "type");

    private static MapShape Simulator() => Map(
        "Manner of the simulator, for type simulator.",
        Keys(
            ("first_byte_delay_ms", new NumberShape("Wait before the first byte. Default 50.", 0, 600_000)),
            ("tokens_per_second", new NumberShape("Speed; 0 = as fast as it goes. Default 100.", 0, Million)),
            ("lorem_tokens", new NumberShape("Length of lorem's answer. Default 200.", 1, 100_000, Whole: true)),
            ("rate_limit_rate", Share("Share of requests answered 429.")),
            ("error_rate", Share("Share of requests answered 500.")),
            ("cut_rate", Share("Share of streams cut half-way."))));

    private static MapShape Chain() => Map(
        "One chain.",
        Keys(
            ("targets", new ListShape("connection/model, best first.", Text("connection/model"))),
            ("retries", new NumberShape("Retries per target.", 0, 20, Whole: true)),
            ("ask_before_switching", new FlagShape("Whether the client is asked before the next target is used."))),
        "targets");

    private static MapShape Budget() => Map(
        "One budget.",
        Keys(
            ("on", Text("Its subject: key:NAME, user:NAME, team:NAME, provider:NAME, model:NAME or all.")),
            ("daily", Money("US dollars a day.")),
            ("weekly", Money("US dollars a week.")),
            ("monthly", Money("US dollars a month.")),
            ("alert", Share("Share at which an alert is sent. Default 0.8.")),
            ("run_soft_tokens", Tokens("Tokens of a run at which an alert is sent.")),
            ("run_hard_tokens", Tokens("Tokens at which a run is stopped."))),
        "on");

    private static MapShape Limit() => Map(
        "One limit.",
        Keys(("on", Text("Its subject.")), ("rpm", Tokens("Requests a minute.")), ("tpm", Tokens("Tokens a minute.")), ("concurrent", Tokens("Open streams."))),
        "on");

    private static MapShape CatalogProvider() => Map(
        "One provider.",
        Keys(
            ("id", Text("Catalogue id.")),
            ("name", Text("Name for people.")),
            ("base_url", Text("Base URL; may hold ${VAR} parts.")),
            ("env", new ListShape("Variables it reads.", Text("A variable."))),
            ("key_env", new ListShape("Those that hold a key.", Text("A variable."))),
            ("dialect", Text("Wire dialect.")),
            ("key_placement", Text("How a key travels.")),
            ("documentation", Text("Link for people.")),
            ("models", new ListShape("Models to add or change.", new TextOrMapShape("A model's id, or what is to be known of it.", CatalogModel)))),
        "id");

    private static MapShape Server() => Map(
        "The gateway's own server.",
        Keys(
            ("urls", new ListShape("Addresses to listen on. Default http://127.0.0.1:9347.", Text("An address: http://, https:// or h2c://."))),
            ("heartbeat_seconds", new NumberShape("Silence of an upstream after which a stream's client hears a heartbeat. Default 15.", 1, 600)),
            ("max_body_mb", new NumberShape("Largest request body. Default 100.", 1, 2000, Whole: true)),
            ("shutdown_seconds", new NumberShape("How long open streams may go on after a stop is asked for. Default 30.", 0, 3600)),
            ("allow_hosts", new ListShape("Host names beside localhost that may stand in Host and Origin.", Text("A host name."))),
            ("tls", Map("For https addresses.", Keys(("cert", Text("PEM file.")), ("key", Text("PEM file."))), "cert", "key"))));

    private static Dictionary<string, Shape> ModelKeys() => Keys(
        ("id", Text("The provider's own id.")),
        ("name", Text("Name for people.")),
        ("family", Text("Family.")),
        ("cost", Rates with { Keys = Add(Cost(), ("tiers", new ListShape("Rates from a size on.", Map("One tier.", Add(Cost(), ("size", Tokens("Input tokens from which it holds."))), "size", "input", "output")))) }),
        ("limit", Map("Limits in tokens.", Keys(("context", Tokens("Context window.")), ("input", Tokens("Largest input.")), ("output", Tokens("Largest output."))))),
        ("modalities", Map("What goes in and out.", Keys(("input", new ListShape("In.", Text("text, image, audio, video or pdf"))), ("output", new ListShape("Out.", Text("text, image, audio or video")))))),
        ("reasoning", new FlagShape("Whether it thinks.")),
        ("tool_call", new FlagShape("Whether it calls tools.")),
        ("attachment", new FlagShape("Whether it takes files.")),
        ("structured_output", new FlagShape("Whether it keeps to a schema.")),
        ("temperature", new FlagShape("Whether it takes a temperature.")),
        ("status", Text("Status.", "active", "beta", "alpha", "deprecated")));

    private static Dictionary<string, Shape> Cost() => Keys(
        ("input", Money("Input.")), ("output", Money("Output.")), ("cache_read", Money("Cached input.")), ("cache_write", Money("Input written to the cache.")),
        ("reasoning", Money("Reasoning.")), ("input_audio", Money("Audio in.")), ("output_audio", Money("Audio out.")));

    private static Dictionary<string, Shape> Keys(params (string Name, Shape Shape)[] keys) => keys.ToDictionary(static key => key.Name, static key => key.Shape, StringComparer.Ordinal);

    private static Dictionary<string, Shape> Add(Dictionary<string, Shape> keys, params (string Name, Shape Shape)[] more) =>
        keys.Concat(Keys(more)).ToDictionary(StringComparer.Ordinal);

    private static MapShape Map(string about, IReadOnlyDictionary<string, Shape> keys, params string[] required) => new(about, keys, required);

    private static TextShape Text(string about, params string[] allowed) => new(about, allowed);

    private static DurationShape Duration(string about) => new(about);

    private static NumberShape Share(string about) => new(about, 0, 1);

    private static NumberShape Money(string about) => new(about, 0, Million);

    private static NumberShape Tokens(string about) => new(about, 0, Trillion, Whole: true);
}
