namespace Weir.Routing.Configuration.Keys;

/// <summary>The keys of <c>console</c>: how people sign in.</summary>
internal static class ConsoleKeys
{
    /// <summary>The default role that refuses.</summary>
    public const string NoRole = "none";

    private static readonly KeyBlock Oidc = new("oidc", "Sign-in to the console with an OpenID Connect provider; its redirect address is URL/console/sign-on/callback.",
    [
        new("issuer", ValueKind.Url, "The provider's issuer; what it can do is read from its discovery document.") { Required = true },
        new("client_id", ValueKind.Text, "The registration's id.") { Required = true },
        new("client_secret", ValueKind.Secret, "The registration's secret; none for a public client."),
        new("label", ValueKind.Text, "What the button says; Sign in with HOST when left out."),
        new("scopes", ValueKind.TextList, "What to ask for; openid, profile and email when left out."),
        new("user_claim", ValueKind.Text, "The claim that is a user's name; email when left out."),
        new("role_claim", ValueKind.Text, "The claim that gives roles, dots lead into objects; roles are given in Weir when left out."),
        new("roles", ValueKind.TextMap, "Value of the role claim: admin, manager or member. Of several, the highest counts."),
        new("default_role", ValueKind.Text, "The role of those who have no other; none refuses them; member when left out.") { Allowed = DefaultRoles },
        new("allowed_domains", ValueKind.TextList, "Domains of mail addresses that may sign in; all when left out."),
        new("groups_claim", ValueKind.Text, "The claim that allowed_groups is looked for in; groups when left out."),
        new("allowed_groups", ValueKind.TextList, "Groups that may sign in; all when left out."),
        new("create_users", ValueKind.Boolean, "Whether whoever may sign in becomes a user; false when left out: only users sign in."),
    ]);

    private static readonly KeyBlock Proxy = new("proxy", "Sign-in to the console by a reverse proxy that names the user in a header.",
    [
        new("header", ValueKind.Text, "The header with the user's name.") { Required = true },
        new("addresses", ValueKind.TextList, "Addresses or networks of the proxy, such as 10.0.0.0/8; the header means nothing from elsewhere.") { Required = true },
        new("role_header", ValueKind.Text, "The header with the role: admin, manager or member; roles are given in Weir when left out."),
        new("default_role", ValueKind.Text, "The role of those who have no other; none refuses them; member when left out.") { Allowed = DefaultRoles },
        new("create_users", ValueKind.Boolean, "Whether whoever the proxy names becomes a user; false when left out: only users sign in."),
    ]);

    public static KeyBlock Console { get; } = new("console", "How people sign in to the console, beside links and admin keys. Read at start.",
    [
        new("url", ValueKind.Url, "The gateway as browsers see it, without a path; as each request says when left out. Set it behind a proxy."),
        new("oidc", ValueKind.Block, "An identity provider.") { Block = Oidc },
        new("proxy", ValueKind.Block, "A reverse proxy that is believed.") { Block = Proxy },
    ]);

    private static IReadOnlyList<string> DefaultRoles => [NoRole, "member", "manager", "admin"];
}
