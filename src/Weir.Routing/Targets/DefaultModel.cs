using Weir.Catalog;

namespace Weir.Routing.Targets;

/// <summary>
/// Chooses what the name <c>default</c> means while weir.yaml gives it no other meaning: a recent, inexpensive chat model of the first real connection,
/// or the simulator's echo. So the line that a newcomer pastes works before and after the first key is set.
/// </summary>
public static class DefaultModel
{
    /// <summary>The name a client may ask for.</summary>
    public const string Name = "default";

    /// <summary>Dollars per million output tokens up to which a model is fit for a first try.</summary>
    private const decimal Inexpensive = 5m;

    /// <summary>Parts of ids whose models are not for plain chat, or answer on another endpoint only.</summary>
    private static readonly string[] Special = ["codex", "-pro", "deep-research", "search", "audio", "realtime", "image", "embed", "tts", "transcribe", "moderation", "guard", "vision", "ocr"];

    /// <summary>The target, or null when no connection serves anything.</summary>
    /// <param name="connections">In the order of preference; with one alone, the model to begin with on it.</param>
    public static (Connection Connection, CatalogModel Model)? Choose(IReadOnlyList<Connection> connections)
    {
        ArgumentNullException.ThrowIfNull(connections);
        var served = connections.Where(static connection => connection.NotServed is null).ToList();
        foreach (var connection in served.Where(static connection => connection.Simulator is null).Concat(served.Where(static connection => connection.Simulator is not null)))
        {
            var model = connection.Simulator is not null ? connection.Models.GetValueOrDefault("echo") : Best(connection.Models.Values);
            if (model is not null)
            {
                return (connection, model);
            }
        }

        return null;
    }

    private static CatalogModel? Best(IEnumerable<CatalogModel> models) => models
        .Where(static model => model is { Status: "active", Mode: null } && (model.Dialect is null || ServedDialects.Has(model.Dialect)) && model.OutputModalities is ["text"])
        .Where(static model => !Special.Any(part => model.Id.Contains(part, StringComparison.OrdinalIgnoreCase)))
        .OrderBy(static model => model.Price is { Base.Output: <= Inexpensive } ? 0 : model.Price is null ? 2 : 1)
        .ThenByDescending(static model => model.Capabilities.HasFlag(ModelCapabilities.ToolCall))
        .ThenByDescending(static model => model.ReleaseDate, StringComparer.Ordinal)
        .ThenBy(static model => model.Price?.Base.Output)
        .ThenBy(static model => model.Id, StringComparer.Ordinal)
        .FirstOrDefault();
}
