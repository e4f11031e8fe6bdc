using System.Globalization;
using Weir.Catalog;
using Weir.Catalog.Overlays;

namespace Weir.Routing.Configuration;

/// <summary>Turns what a file says of models and providers into overlays.</summary>
internal static class ModelReader
{
    private static readonly (string Key, ModelCapabilities Capability)[] Capabilities =
    [
        ("reasoning", ModelCapabilities.Reasoning), ("tool_call", ModelCapabilities.ToolCall), ("attachment", ModelCapabilities.Attachment),
        ("structured_output", ModelCapabilities.StructuredOutput), ("temperature", ModelCapabilities.Temperature),
    ];

    public static ProviderOverlay Provider(MapNode map) => new()
    {
        Id = ConfigReader.Text(map, "id")!,
        Name = ConfigReader.Text(map, "name"),
        BaseUrl = ConfigReader.Text(map, "base_url"),
        Variables = ConfigReader.List(map, "env"),
        KeyVariables = ConfigReader.List(map, "key_env"),
        Dialect = ConfigReader.Text(map, "dialect"),
        KeyPlacement = ConfigReader.Text(map, "key_placement"),
        Documentation = ConfigReader.Text(map, "documentation"),
        Models = [.. ConfigReader.Items(map["models"]).Select(Model)],
    };

    public static ModelOverlay Model(ConfigNode node)
    {
        if (node is not MapNode map)
        {
            return new ModelOverlay { Id = ((ScalarNode)node).Value };
        }

        var limit = map["limit"] as MapNode;
        var modalities = map["modalities"] as MapNode;
        return new ModelOverlay
        {
            Id = ConfigReader.Text(map, "id")!,
            Name = ConfigReader.Text(map, "name"),
            Family = ConfigReader.Text(map, "family"),
            ContextLimit = limit is null ? null : (long?)ConfigReader.Number(limit, "context"),
            InputLimit = limit is null ? null : (long?)ConfigReader.Number(limit, "input"),
            OutputLimit = limit is null ? null : (long?)ConfigReader.Number(limit, "output"),
            Price = map["cost"] is MapNode cost ? new ModelPrice(Rates(cost), Tiers(cost)) : null,
            InputModalities = modalities is null ? null : ConfigReader.List(modalities, "input"),
            OutputModalities = modalities is null ? null : ConfigReader.List(modalities, "output"),
            With = Flags(map, "true"),
            Without = Flags(map, "false"),
            Status = ConfigReader.Text(map, "status"),
            Dialect = ConfigReader.Text(map, "dialect"),
            BaseUrl = ConfigReader.Text(map, "base_url"),
        };
    }

    private static ModelCapabilities Flags(MapNode map, string value) =>
        Capabilities.Where(entry => ConfigReader.Text(map, entry.Key) == value).Aggregate(ModelCapabilities.None, static (sum, entry) => sum | entry.Capability);

    private static TokenRates Rates(MapNode map) => new(Money(map, "input") ?? 0, Money(map, "output") ?? 0)
    {
        CacheRead = Money(map, "cache_read"),
        CacheWrite = Money(map, "cache_write"),
        Reasoning = Money(map, "reasoning"),
        InputAudio = Money(map, "input_audio"),
        OutputAudio = Money(map, "output_audio"),
    };

    private static IReadOnlyList<PriceTier> Tiers(MapNode cost) =>
        [.. ConfigReader.Items(cost["tiers"]).OfType<MapNode>().Select(static tier => new PriceTier((long)ConfigReader.Number(tier, "size")!, Rates(tier))).OrderBy(static tier => tier.Size)];

    private static decimal? Money(MapNode map, string key) =>
        ConfigReader.Text(map, key) is { } text ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
}
