using System.Text.Json;

namespace Weir.Catalog.Sync;

/// <summary>Where a provider's models are: says which of them speak another dialect, at another address or with another key header.</summary>
/// <param name="provider">The provider.</param>
/// <param name="statesAddress">Whether its address is from the data, and so holds for a model's own SDK too.</param>
/// <param name="rule">What is special about it.</param>
internal sealed class ModelTarget(CatalogProvider provider, bool statesAddress, ProviderRule rule)
{
    /// <param name="model">The model.</param>
    /// <param name="own">Its own <c>provider</c> object, if any.</param>
    /// <param name="sdk">The SDK that object names, if any.</param>
    public CatalogModel Place(CatalogModel model, JsonElement? own, Sdk? sdk)
    {
        if (rule.OneEndpoint)
        {
            return model;
        }

        if (own is null)
        {
            var byId = rule.Models.FirstOrDefault(row => row.Id.IsMatch(model.Id));
            return byId is null ? model : Differing(model, byId.Dialect, byId.BaseUrl, byId.KeyPlacement);
        }

        var dialect = own.Value.Text("shape") switch
        {
            "responses" => DialectNames.OpenAiResponses,
            "completions" => DialectNames.OpenAiChat,
            _ => sdk?.Dialect,
        };
        var baseUrl = BaseUrls.Clean(own.Value.Text("api")) ?? (statesAddress ? null : sdk?.BaseUrl);
        return Differing(model, dialect, baseUrl, sdk is null ? null : Placement(sdk.KeyPlacement));
    }

    /// <summary>A cloud's sign-in, and Azure's header, hold for all its models, unless a vendor's own header is asked for.</summary>
    private string? Placement(string sdk) => provider.KeyPlacement switch
    {
        KeyPlacements.SigV4 or KeyPlacements.GoogleOAuth or KeyPlacements.ClientCredentials or KeyPlacements.GitLabDirectAccess => null,
        KeyPlacements.ApiKey when sdk == KeyPlacements.Bearer => null,
        _ => sdk,
    };

    private CatalogModel Differing(CatalogModel model, string? dialect, string? baseUrl, string? keyPlacement) => model with
    {
        Dialect = dialect == provider.Dialect ? null : dialect,
        BaseUrl = baseUrl == provider.BaseUrl ? null : baseUrl,
        KeyPlacement = keyPlacement == provider.KeyPlacement ? null : keyPlacement,
    };
}
