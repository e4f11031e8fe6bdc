using System.Net;
using Weir.Credentials;
using Weir.Metering.People;

namespace Weir.Routing.Configuration;

/// <summary>The <c>console</c> block: how people sign in to the console, beside links and admin keys. Read at start.</summary>
public sealed record ConsoleConfig
{
    /// <summary><c>url</c>: the gateway as browsers see it, without a path; null = as each request says.</summary>
    public Uri? Url { get; init; }

    /// <summary><c>oidc</c>; null = no identity provider.</summary>
    public OidcConfig? Oidc { get; init; }

    /// <summary><c>proxy</c>; null = no proxy is believed.</summary>
    public ProxySignOnConfig? Proxy { get; init; }
}

/// <summary>The <c>console.oidc</c> block: an OpenID Connect provider.</summary>
public sealed record OidcConfig
{
    public required Uri Issuer { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Null: a public client, which PKCE alone protects.</summary>
    public Secret? ClientSecret { get; init; }

    /// <summary>What the button says.</summary>
    public required string Label { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile", "email"];

    /// <summary>The claim that is a user's name.</summary>
    public string UserClaim { get; init; } = "email";

    /// <summary>The claim that <see cref="Roles"/> reads; null = roles are given in Weir.</summary>
    public string? RoleClaim { get; init; }

    /// <summary>Value of the claim -> role. Of several, the highest counts.</summary>
    public IReadOnlyDictionary<string, Role> Roles { get; init; } = new Dictionary<string, Role>();

    /// <summary>The role of those who have none by claim or in Weir; null = they are refused.</summary>
    public Role? DefaultRole { get; init; } = Role.Member;

    /// <summary>Domains of mail addresses that may sign in; empty = all.</summary>
    public IReadOnlyList<string> AllowedDomains { get; init; } = [];

    /// <summary>The claim that <see cref="AllowedGroups"/> is looked for in.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Groups that may sign in; empty = all.</summary>
    public IReadOnlyList<string> AllowedGroups { get; init; } = [];

    /// <summary>True makes a user of whoever may sign in; false lets in only those who are users already.</summary>
    public bool CreatesUsers { get; init; }
}

/// <summary>The <c>console.proxy</c> block: a reverse proxy that has signed people in.</summary>
public sealed record ProxySignOnConfig
{
    /// <summary>The header with the user's name.</summary>
    public required string Header { get; init; }

    /// <summary>Where the proxy's connections come from. From elsewhere the header means nothing.</summary>
    public required IReadOnlyList<IPNetwork> Addresses { get; init; }

    /// <summary>The header with the role; null = roles are given in Weir.</summary>
    public string? RoleHeader { get; init; }

    /// <summary>The role of those who have none by header or in Weir; null = they are refused.</summary>
    public Role? DefaultRole { get; init; } = Role.Member;

    /// <summary>True makes a user of whoever the proxy names; false lets in only those who are users already.</summary>
    public bool CreatesUsers { get; init; }
}
