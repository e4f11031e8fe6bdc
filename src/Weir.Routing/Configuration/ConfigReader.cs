using System.Globalization;
using Weir.Credentials;
using Weir.Routing.Targets;

namespace Weir.Routing.Configuration;

/// <summary>Turns a tree of the right shape into records.</summary>
internal sealed class ConfigReader(string file, string baseDirectory)
{
    public WeirConfig Read(MapNode root) => new()
    {
        Connections = [.. Items(root["providers"]).OfType<MapNode>().Select(Connection)],
        Aliases = Texts(root["aliases"]),
        Catalog = [.. Items((root["catalog"] as MapNode)?["providers"]).OfType<MapNode>().Select(ModelReader.Provider)],
        Server = root["server"] is MapNode server ? Server(server) : new ServerConfig(),
        OtlpEndpoint = (root["telemetry"] as MapNode)?["otlp_endpoint"] is ScalarNode otlp ? new Uri(otlp.Value) : null,
    };

    internal static IReadOnlyList<ConfigNode> Items(ConfigNode? node) => node is ListNode list ? list.Items : [];

    internal static string? Text(MapNode map, string key) => (map[key] as ScalarNode)?.Value;

    internal static IReadOnlyList<string>? List(MapNode map, string key) => map[key] is ListNode list ? [.. list.Items.OfType<ScalarNode>().Select(static item => item.Value)] : null;

    internal static double? Number(MapNode map, string key) => Text(map, key) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    private static Dictionary<string, string> Texts(ConfigNode? node) =>
        node is MapNode map ? map.Entries.Where(static entry => entry.Value is ScalarNode).DistinctBy(static entry => entry.Key.Value).ToDictionary(static entry => entry.Key.Value, static entry => ((ScalarNode)entry.Value).Value, StringComparer.Ordinal) : [];

    private static ConnectionTimeouts Timeouts(MapNode map)
    {
        var usual = ConnectionTimeouts.Default;
        return new ConnectionTimeouts(Wait(map, "connect", usual.Connect), Wait(map, "first_byte", usual.FirstByte), Wait(map, "idle", usual.Idle));
    }

    private static TimeSpan Wait(MapNode map, string key, TimeSpan otherwise) => Text(map, key) is { } text ? ShapeCheck.Duration(text)!.Value : otherwise;

    private static SimulatorSettings Simulator(MapNode map)
    {
        var usual = SimulatorSettings.Default;
        return new SimulatorSettings
        {
            FirstByteDelay = Number(map, "first_byte_delay_ms") is { } delay ? TimeSpan.FromMilliseconds(delay) : usual.FirstByteDelay,
            TokensPerSecond = Number(map, "tokens_per_second") ?? usual.TokensPerSecond,
            LoremTokens = (int)(Number(map, "lorem_tokens") ?? usual.LoremTokens),
            RateLimitRate = Number(map, "rate_limit_rate") ?? 0,
            ErrorRate = Number(map, "error_rate") ?? 0,
            CutRate = Number(map, "cut_rate") ?? 0,
        };
    }

    private ConnectionConfig Connection(MapNode map)
    {
        var key = map["api_key"] as ScalarNode;
        return new ConnectionConfig
        {
            Name = Text(map, "name")!,
            Type = Text(map, "type")!,
            Origin = Place(map),
            AuthMethod = Text(map, "auth_method"),
            ApiKey = key is { Value.Length: > 0 } ? new Secret(key.Value.Trim()) : null,
            ApiKeySource = key is null ? null : key.Source is { } source ? $"{source} ({Place(key)})" : Place(key),
            BaseUrl = Text(map, "base_url") is { } url ? new Uri(url.TrimEnd('/')) : null,
            Dialect = Text(map, "dialect"),
            Models = map["models"] is ListNode models ? [.. models.Items.Select(ModelReader.Model)] : null,
            Headers = Texts(map["headers"]),
            IncludeUsage = Text(map, "include_usage") != "false",
            HttpVersion = Number(map, "http_version") is { } version ? version < 2 ? new Version(1, 1) : new Version(2, 0) : null,
            Timeouts = map["timeouts"] is MapNode timeouts ? Timeouts(timeouts) : ConnectionTimeouts.Default,
            Enabled = Text(map, "enabled") != "false",
            Simulator = map["simulator"] is MapNode simulator ? Simulator(simulator) : null,
        };
    }

    private ServerConfig Server(MapNode map) => new()
    {
        Urls = List(map, "urls") ?? [],
        Heartbeat = TimeSpan.FromSeconds(Number(map, "heartbeat_seconds") ?? 15),
        MaxBodyMegabytes = (int)(Number(map, "max_body_mb") ?? 100),
        ShutdownGrace = TimeSpan.FromSeconds(Number(map, "shutdown_seconds") ?? 30),
        AllowedHosts = List(map, "allow_hosts") ?? [],
        Tls = map["tls"] is MapNode tls ? (Path.Combine(baseDirectory, Text(tls, "cert")!), Path.Combine(baseDirectory, Text(tls, "key")!)) : null,
    };

    private string Place(ConfigNode node) => string.Create(CultureInfo.InvariantCulture, $"{file}:{node.Line}");
}
