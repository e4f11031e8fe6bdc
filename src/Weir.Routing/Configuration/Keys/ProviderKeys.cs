using Weir.Catalog;

namespace Weir.Routing.Configuration.Keys;

/// <summary>Connections, and changes to the catalogue's providers.</summary>
internal static class ProviderKeys
{
    private const decimal Day = 86_400;

    private static readonly KeyBlock Timeouts = new("timeouts", "The stages of waiting for a provider; there is no limit on a whole stream.",
    [
        Timeout("connect", "To an open connection; 10s when left out."),
        Timeout("first_byte", "From the request sent to the answer's headers; 10m when left out."),
        Timeout("idle", "Between two reads of the answer; 10m when left out."),
    ]);

    private static readonly KeyBlock Simulator = new("simulator", "How a connection of type simulator behaves. Rates are probabilities per request.",
    [
        new("first_byte_delay_ms", ValueKind.Integer, "Wait before the first byte; 50 when left out.") { Min = 0, Max = 600_000 },
        new("tokens_per_second", ValueKind.Number, "Speed of the stream, 0 = as fast as it goes; 100 when left out.") { Min = 0, Max = 10_000_000 },
        new("lorem_tokens", ValueKind.Integer, "Length of an answer of model lorem; 200 when left out.") { Min = 1, Max = 10_000_000 },
        Probability("rate_limit_rate", "Share of requests answered 429."),
        Probability("error_rate", "Share of requests answered 500."),
        Probability("cut_rate", "Share of streams cut half-way."),
    ]);

    private static readonly KeyBlock Auth = new("auth", "What an auth method needs beside a secret; each reads its own keys.",
    [
        new("flow", ValueKind.Text, "oauth: which of the provider's sign-ins, by name; the one that was used when left out."),
        new("client_id", ValueKind.Text, "oauth: your own registration instead of the usual one."),
        new("profile", ValueKind.Text, "aws: profile in the AWS files."),
        new("region", ValueKind.Text, "aws: region to sign for; from the address when left out."),
        new("role_arn", ValueKind.Text, "aws: role to take on."),
        new("credentials_file", ValueKind.Text, "gcp: a service account, user or workload identity file."),
        new("tenant", ValueKind.Text, "azure: Entra tenant."),
        new("scope", ValueKind.Text, "gcp, azure: scope of the token; the provider's usual one when left out."),
        new("command", ValueKind.TextList, "command: program and arguments that print the token. No shell."),
        new("login_command", ValueKind.TextList, "command: program and arguments that sign a person in."),
        new("token_file", ValueKind.Text, "command: a file that holds the token."),
        new("token_pointer", ValueKind.Text, "command: JSON pointer to the token; the whole text when left out."),
        new("expires_pointer", ValueKind.Text, "command: JSON pointer to the moment the token ends."),
        new("timeout", ValueKind.Duration, "command: how long the program may take; 30s when left out.") { Min = 0.1m, Max = 600 },
        new("lifetime", ValueKind.Duration, "command: how long a token is used that tells no end; 5m when left out.") { Min = 1, Max = Day },
    ]);

    private static readonly KeyBlock Cloudflare = new("cloudflare", "Options of Cloudflare's AI Gateway, sent as headers with every request; a header of the same name in headers wins.",
    [
        new("metadata", ValueKind.TextMap, "What to note in the gateway's log beside each request; five entries at most."),
        new("cache_ttl", ValueKind.Duration, "How long the gateway keeps an answer; as set there when left out.") { Min = 60, Max = 365 * Day },
        new("cache_key", ValueKind.Text, "Key under which the gateway keeps answers, instead of one made of the request."),
        new("skip_cache", ValueKind.Boolean, "Whether to pass the gateway's cache by."),
        new("collect_log", ValueKind.Boolean, "Whether the gateway logs; as set there when left out."),
    ]);

    public static KeyBlock Connection { get; } = new("connection", "One use of a provider.",
    [
        new("name", ValueKind.Name, "Name of the connection: the part before the slash in a model's name.") { Required = true },
        new("type", ValueKind.Name, "Id of a provider in the catalogue; any other name needs a base_url.") { Required = true },
        new("auth_method", ValueKind.Text, "How to sign in; the provider's usual way when left out.")
        {
            Allowed = ["api", "oauth", "aws", "gcp", "azure", "command", "well-known", "none"],
        },
        new("api_key", ValueKind.Secret, "The key, best as ${VAR}, {env: NAME}, {file: PATH} or {keychain: NAME}; from the secret store, then the provider's variables, when left out.") { TakesKeychain = true },
        new("auth", ValueKind.Block, "What the auth method needs beside a secret.") { Block = Auth },
        new("base_url", ValueKind.Url, "Address without an endpoint's path; the catalogue's when left out."),
        new("dialect", ValueKind.Text, "Wire dialect; the catalogue's when left out.") { Allowed = DialectNames.All },
        new("env", ValueKind.TextList, "Variables that may hold the key, best first, where there is no api_key."),
        new("variables", ValueKind.TextMap, "Values of the ${NAME} parts of the catalogue's addresses (account, resource, region), read before the environment."),
        new("models", ValueKind.BlockList, "Models to offer, instead of the catalogue's list.") { Block = ModelKeys.Model },
        new("headers", ValueKind.TextMap, "Headers to send with every request."),
        new("include_usage", ValueKind.Boolean, "Whether Weir may ask for usage in streams; true when left out."),
        new("http_version", ValueKind.Text, "HTTP version to speak; negotiated when left out.") { Allowed = ["1.1", "2"] },
        new("timeouts", ValueKind.Block, "How long to wait.") { Block = Timeouts },
        new("enabled", ValueKind.Boolean, "False switches the connection off; true when left out."),
        new("quota", ValueKind.Block, "How the server is asked what is left.") { Block = QuotaKeys.Quota },
        new("cloudflare", ValueKind.Block, "Options of Cloudflare's AI Gateway.") { Block = Cloudflare },
        new("simulator", ValueKind.Block, "Settings of the simulator.") { Block = Simulator },
    ]);

    public static KeyBlock CatalogProvider { get; } = new("catalog_provider", "A provider to add to the catalogue, or to change in it.",
    [
        new("id", ValueKind.Name, "Its id; the name is the id when left out."),
        new("name", ValueKind.Text, "Its name for people, or its id when there is no id."),
        new("base_url", ValueKind.UrlTemplate, "Address without an endpoint's path; may hold ${VAR} for each connection to fill."),
        new("env", ValueKind.TextList, "All variables it reads."),
        new("key_env", ValueKind.TextList, "Those of them that hold a key, best first."),
        new("dialect", ValueKind.Text, "Wire dialect.") { Allowed = DialectNames.All },
        new("key_placement", ValueKind.Text, "How a key travels.") { Allowed = KeyPlacements.All },
        new("documentation", ValueKind.Url, "The vendor's documentation."),
        new("sign_in", ValueKind.BlockList, "OAuth sign-ins to add.") { Block = SignInKeys.SignIn },
        new("models", ValueKind.BlockList, "Models to add or change.") { Block = ModelKeys.CatalogModel },
    ]);

    private static KeyRule Timeout(string name, string description) => new(name, ValueKind.Duration, description) { Min = 0.001m, Max = Day };

    private static KeyRule Probability(string name, string description) => new(name, ValueKind.Number, description) { Min = 0, Max = 1 };
}
