using Weir.Catalog;

namespace Weir.Routing.Configuration.Keys;

/// <summary>A model, in models.dev's field names.</summary>
internal static class ModelKeys
{
    private const decimal LargestLimit = 10_000_000_000;

    private static readonly string[] Modalities = ["text", "image", "audio", "video", "pdf"];

    private static readonly KeyBlock Limit = new("limit", "Limits in tokens; 0 = unknown.",
    [
        new("context", ValueKind.Integer, "Context window.") { Min = 0, Max = LargestLimit },
        new("input", ValueKind.Integer, "Largest input.") { Min = 0, Max = LargestLimit },
        new("output", ValueKind.Integer, "Largest output.") { Min = 0, Max = LargestLimit },
    ]);

    private static readonly KeyBlock ModalityLists = new("modalities", "What the model takes and gives.",
    [
        new("input", ValueKind.TextList, "What it takes.") { Allowed = Modalities },
        new("output", ValueKind.TextList, "What it gives.") { Allowed = Modalities },
    ]);

    public static KeyBlock Model { get; } = new("model", "A model: its id alone, or a block.", Common()) { ShortFor = "id" };

    public static KeyBlock CatalogModel { get; } = new("catalog_model", "A model of the catalogue: its id alone, or a block.",
    [
        .. Common(),
        new("dialect", ValueKind.Text, "Its own dialect, where it differs from its provider's.") { Allowed = DialectNames.All },
        new("base_url", ValueKind.UrlTemplate, "Its own base URL, where it differs from its provider's."),
    ])
    { ShortFor = "id" };

    private static KeyRule[] Common() =>
    [
        new("id", ValueKind.Text, "The provider's own id; may hold slashes.") { Required = true },
        new("name", ValueKind.Text, "Name for people."),
        new("family", ValueKind.Text, "Family it belongs to."),
        new("cost", ValueKind.Block, "Its price; unknown when left out, which is not free.") { Block = PriceKeys.Cost },
        new("limit", ValueKind.Block, "Its limits.") { Block = Limit },
        new("modalities", ValueKind.Block, "What it takes and gives.") { Block = ModalityLists },
        new("reasoning", ValueKind.Boolean, "Whether it reasons."),
        new("tool_call", ValueKind.Boolean, "Whether it calls tools."),
        new("attachment", ValueKind.Boolean, "Whether it takes attachments."),
        new("structured_output", ValueKind.Boolean, "Whether it answers by a JSON schema."),
        new("temperature", ValueKind.Boolean, "Whether it takes a temperature."),
        new("status", ValueKind.Text, "State of the model.") { Allowed = ["active", "beta", "alpha", "deprecated"] },
    ];
}
