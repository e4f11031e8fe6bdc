namespace Weir.Catalog;

/// <summary>One model of a provider. Immutable. Zero limits mean unknown or not applicable.</summary>
public sealed record CatalogModel
{
    /// <summary>What most models take and give.</summary>
    public static IReadOnlyList<string> TextOnly { get; } = ["text"];

    /// <summary>The provider's own id; may hold slashes and colons.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Family { get; init; }

    /// <summary>Context window in tokens; 0 = unknown.</summary>
    public long ContextLimit { get; init; }

    /// <summary>Largest input in tokens where it is smaller than the window; 0 = not stated.</summary>
    public long InputLimit { get; init; }

    /// <summary>Largest output in tokens; 0 = unknown.</summary>
    public long OutputLimit { get; init; }

    /// <summary>Price; null = unknown, which is not the same as free.</summary>
    public ModelPrice? Price { get; init; }

    public IReadOnlyList<string> InputModalities { get; init; } = [];

    public IReadOnlyList<string> OutputModalities { get; init; } = [];

    public ModelCapabilities Capabilities { get; init; }

    /// <summary><c>active</c>, <c>beta</c>, <c>alpha</c> or <c>deprecated</c>.</summary>
    public string Status { get; init; } = "active";

    /// <summary>As models.dev writes it: <c>yyyy</c>, <c>yyyy-MM</c> or <c>yyyy-MM-dd</c>.</summary>
    public string? ReleaseDate { get; init; }

    public string? LastUpdated { get; init; }

    public string? KnowledgeCutoff { get; init; }

    /// <summary>Reasoning efforts the model takes, where it says so.</summary>
    public IReadOnlyList<string> ReasoningEfforts { get; init; } = [];

    /// <summary>The message field that reasoning comes and goes in (<c>reasoning_content</c>, <c>reasoning_details</c>), where the model interleaves it.</summary>
    public string? InterleavedField { get; init; }

    /// <summary>The model's own dialect where it differs from its provider's.</summary>
    public string? Dialect { get; init; }

    /// <summary>The model's own base URL where it differs from its provider's.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>How a key travels to this model where it differs from its provider's (Claude behind Azure wants <c>x-api-key</c>).</summary>
    public string? KeyPlacement { get; init; }

    /// <summary>
    /// Extra body fields and headers of a mode (models.dev's <c>experimental.modes</c>), and the id that goes on the wire; null for an ordinary model.
    /// </summary>
    public ModelMode? Mode { get; init; }
}
