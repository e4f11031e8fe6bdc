using System.Text.RegularExpressions;

namespace Weir.Catalog.Sync;

/// <summary>What is special about one provider; null parts leave what its SDK and the data say.</summary>
internal sealed record ProviderRule(string Id)
{
    public string? BaseUrl { get; init; }

    public string? Dialect { get; init; }

    public bool? ServesOpenAiChat { get; init; }

    public IReadOnlyList<string>? KeyVariables { get; init; }

    /// <summary>True where one endpoint serves every model, whatever SDK a model names.</summary>
    public bool OneEndpoint { get; init; }

    /// <summary>Rules for models that the data says nothing special of; the first that matches holds.</summary>
    public IReadOnlyList<ModelRule> Models { get; init; } = [];
}

/// <summary>Models of a provider, by a pattern on the id, that speak another dialect.</summary>
internal sealed record ModelRule(Regex Id, string Dialect, string? BaseUrl = null, string? KeyPlacement = null);
