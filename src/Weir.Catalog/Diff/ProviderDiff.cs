using static System.FormattableString;

namespace Weir.Catalog.Diff;

/// <summary>Differences of a provider itself, without its models.</summary>
internal static class ProviderDiff
{
    private static readonly (string Field, Func<CatalogProvider, string> Value)[] Fields =
    [
        ("name", provider => provider.Name),
        ("SDK", provider => provider.Npm ?? "none"),
        ("dialect", provider => provider.Dialect),
        ("base URL", provider => provider.BaseUrl ?? "none"),
        ("variables", provider => List(provider.Variables)),
        ("key variables", provider => List(provider.KeyVariables)),
        ("key placement", provider => provider.KeyPlacement),
        ("auth methods", provider => List(provider.AuthMethods.Select(method => $"{method.Method} \"{method.Label}\""))),
        ("OpenAI chat", provider => provider.ServesOpenAiChat ? "served" : "not served"),
        ("documentation", provider => provider.Documentation ?? "none"),
        ("sign-in flows", provider => List(provider.Flows.Select(Describe))),
    ];

    public static IEnumerable<CatalogChange> Compare(CatalogProvider before, CatalogProvider after) =>
        from field in Fields
        let old = field.Value(before)
        let now = field.Value(after)
        where old != now
        select new CatalogChange(CatalogChangeKind.ProviderChanged, after.Id, null, $"{after.Id}: {field.Field} {old} -> {now}");

    private static string List(IEnumerable<string> values) => string.Join(", ", values) is { Length: > 0 } text ? text : "none";

    private static string Describe(SignInFlow flow)
    {
        string?[] parts =
        [
            flow.Label, flow.Grant, flow.ClientId, flow.ClientSecret, flow.AuthorizeUrl, flow.TokenUrl, flow.DeviceUrl, flow.RedirectUrl, flow.BaseUrl,
            .. flow.Scopes, .. Pairs(flow.AuthorizeParameters), .. flow.RedirectOrigins,
            .. flow.Claims.Select(claim => $"{claim.Key}={string.Join('|', claim.Value)}"), .. Pairs(flow.Headers), .. flow.Fields.Select(Describe),
            flow.BasicClientAuth ? "basic" : null, flow.JsonBody ? "json" : null, flow.TokenMember, flow.LifetimeMember,
            Invariant($"lives {flow.DefaultLifetime} s, renewed {flow.RefreshEarly} s early, polled {flow.PollMargin} s late"),
            .. flow.Models, .. flow.ExcludedModels.Select(model => "not " + model),
        ];
        return $"{flow.Name} ({string.Join(' ', parts.OfType<string>())})";
    }

    private static IEnumerable<string> Pairs(IReadOnlyDictionary<string, string> values) => values.Select(pair => $"{pair.Key}={pair.Value}");

    private static string Describe(SignInField field) =>
        $"asks {field.Name}{(field.IsOptional ? "?" : "")} \"{field.Label}\" ({string.Join(", ", new[] { field.Form, field.Default, field.Variable }.OfType<string>())})";
}
