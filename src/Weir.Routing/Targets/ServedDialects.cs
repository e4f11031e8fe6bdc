using Weir.Catalog;
using Weir.Dialects;

namespace Weir.Routing.Targets;

/// <summary>Which dialects the gateway can speak to an upstream.</summary>
public static class ServedDialects
{
    /// <summary>True when there is a reader and a writer for it.</summary>
    public static bool Has(string dialect) => dialect is DialectNames.Mistral or DialectNames.Simulator || DialectTable.Find(dialect) is not null;

    /// <summary>Why a model or provider of a dialect that is not built can't be served, in a sentence.</summary>
    public static string ReasonAgainst(string name, string dialect) => dialect == DialectNames.GitLabWorkflow
        ? $"{name} speaks GitLab's agent protocol over a WebSocket, which is no chat: there is nothing to translate."
        : $"{name} speaks {dialect}, which Weir does not.";

    /// <summary>Why a provider can't be served at all, in a sentence; null when it can.</summary>
    public static string? ReasonAgainst(CatalogProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return provider.ServesOpenAiChat || Has(provider.Dialect) || provider.Models.Values.Any(static model => model.Dialect is { } own && Has(own))
            ? null
            : ReasonAgainst(provider.Name, provider.Dialect);
    }
}
