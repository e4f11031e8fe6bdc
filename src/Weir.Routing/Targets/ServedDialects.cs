using Weir.Catalog;

namespace Weir.Routing.Targets;

/// <summary>Which providers the gateway can speak to.</summary>
public static class ServedDialects
{
    /// <summary>Why a provider can't be served, in a sentence; null when it can.</summary>
    public static string? ReasonAgainst(CatalogProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return provider.ServesOpenAiChat || provider.Dialect is DialectNames.OpenAiChat or DialectNames.Simulator
            ? null
            : $"{provider.Name} speaks {provider.Dialect}, and Weir forwards OpenAI-shaped traffic only.";
    }
}
