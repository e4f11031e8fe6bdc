namespace Weir.Catalog.Overlays;

/// <summary>What weir.yaml says of a provider, laid over the snapshot's. Null parts leave what is there; an unknown id makes a new provider.</summary>
public sealed record ProviderOverlay
{
    private static readonly CatalogAuthMethod ApiKey = new("api", "API key");

    public required string Id { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string>? Variables { get; init; }

    public IReadOnlyList<string>? KeyVariables { get; init; }

    public string? BaseUrl { get; init; }

    public string? Dialect { get; init; }

    public string? KeyPlacement { get; init; }

    /// <summary>Auth methods, the usual one first; they replace the snapshot's.</summary>
    public IReadOnlyList<CatalogAuthMethod>? AuthMethods { get; init; }

    /// <summary>OAuth sign-ins to add; one of the same name is replaced. They make <c>oauth</c> one of the auth methods.</summary>
    public IReadOnlyList<SignInFlow> Flows { get; init; } = [];

    /// <summary>Whether the provider answers <c>/chat/completions</c>; follows from a given <see cref="Dialect"/> when null.</summary>
    public bool? ServesOpenAiChat { get; init; }

    public string? Documentation { get; init; }

    public string? Npm { get; init; }

    public IReadOnlyList<ModelOverlay> Models { get; init; } = [];

    /// <summary>
    /// The provider with this laid over it. Null makes a new provider: OpenAI chat, the key where its dialect has it (a bearer token),
    /// signed in by an API key, or by none where no variable is named for one.
    /// </summary>
    public CatalogProvider ApplyTo(CatalogProvider? provider)
    {
        provider ??= Fresh();
        return provider with
        {
            Name = Name ?? provider.Name,
            Variables = AllVariables(provider),
            KeyVariables = KeyVariables ?? (Variables is null ? provider.KeyVariables : Sync.KeyVariables.Of(Variables, BaseUrl ?? provider.BaseUrl)),
            BaseUrl = BaseUrls.Clean(BaseUrl) ?? provider.BaseUrl,
            Dialect = Dialect ?? provider.Dialect,
            KeyPlacement = KeyPlacement ?? provider.KeyPlacement,
            AuthMethods = WithOAuth(AuthMethods ?? provider.AuthMethods),
            Flows = Flows.Count == 0 ? provider.Flows : [.. provider.Flows.Where(flow => !Flows.Any(own => own.Name == flow.Name)), .. Flows],
            ServesOpenAiChat = ServesOpenAiChat ?? (Dialect is null ? provider.ServesOpenAiChat : Dialect == DialectNames.OpenAiChat),
            Documentation = Documentation ?? provider.Documentation,
            Npm = Npm ?? provider.Npm,
            Models = Models.Count == 0 ? provider.Models : new LazyModels(() => LayOver(provider.Models)),
        };
    }

    private IReadOnlyList<CatalogAuthMethod> WithOAuth(IReadOnlyList<CatalogAuthMethod> methods) =>
        Flows.Count == 0 || methods.Any(static method => method.Method == "oauth") ? methods : [.. methods, new("oauth", Flows[0].Label)];

    private CatalogProvider Fresh()
    {
        var dialect = Dialect ?? DialectNames.OpenAiChat;
        var hasKey = KeyVariables is { Count: > 0 } || Variables is { Count: > 0 };
        return new CatalogProvider
        {
            Id = Id,
            Name = Id,
            Variables = [],
            KeyVariables = [],
            BaseUrl = null,
            Dialect = dialect,
            KeyPlacement = KeyPlacements.DefaultFor(dialect),
            AuthMethods = hasKey ? [ApiKey] : [new("none", "No key"), ApiKey],
            ServesOpenAiChat = dialect == DialectNames.OpenAiChat,
            Models = new Dictionary<string, CatalogModel>(),
        };
    }

    /// <summary>A variable that holds a key is one of the provider's variables, whether it was named there or not.</summary>
    private IReadOnlyList<string> AllVariables(CatalogProvider provider)
    {
        var variables = Variables ?? provider.Variables;
        var unlisted = KeyVariables?.Except(variables, StringComparer.Ordinal).ToArray() ?? [];
        return unlisted.Length == 0 ? variables : [.. variables, .. unlisted];
    }

    private OrderedDictionary<string, CatalogModel> LayOver(IReadOnlyDictionary<string, CatalogModel> models)
    {
        var all = new Dictionary<string, CatalogModel>(models, StringComparer.Ordinal);
        foreach (var overlay in Models)
        {
            all[overlay.Id] = overlay.ApplyTo(all.GetValueOrDefault(overlay.Id));
        }

        return new(all.OrderBy(pair => pair.Key, StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
