using System.Net;
using Weir.Credentials;
using Weir.Metering.People;
using Weir.Routing.Configuration.Values;

namespace Weir.Routing.Configuration.Building;

internal sealed class ConsoleBuilder(LoadContext context)
{
    public ConsoleConfig Build(ConfigBlock block)
    {
        var url = block.Url("url");
        if (url is not null && (url.AbsolutePath != "/" || url.Query.Length > 0))
        {
            context.Problems.Error(block.At("url"), "has a path or a query.", "Name scheme and host alone, like https://weir.example.com.");
        }

        return new ConsoleConfig
        {
            Url = url,
            Oidc = block.Block("oidc") is { } oidc ? Oidc(oidc) : null,
            Proxy = block.Block("proxy") is { } proxy ? Proxy(proxy) : null,
        };
    }

    private OidcConfig? Oidc(ConfigBlock block)
    {
        var roles = Roles(block);
        if (roles.Count > 0 && !block.Has("role_claim"))
        {
            context.Problems.Error(block.At("roles"), "has no role_claim to read.", "Add role_claim, e.g. role_claim: groups.");
        }

        // The answer of the token endpoint is believed because of who gave it.
        if (block.Url("issuer") is { Scheme: "http", IsLoopback: false })
        {
            context.Problems.Error(block.At("issuer"), "is not https.", "Use the provider's https address; http is for this machine alone.");
        }

        if (block.Url("issuer") is not { } issuer || block.Text("client_id") is not { } clientId)
        {
            return null;
        }

        var standard = new OidcConfig { Issuer = issuer, ClientId = clientId, Label = $"Sign in with {issuer.Host}" };
        return standard with
        {
            ClientSecret = block.Text("client_secret") is { Length: > 0 } secret ? new Secret(secret) : null,
            Label = block.Text("label") ?? standard.Label,
            Scopes = block.Texts("scopes") is { } scopes ? [.. scopes.Prepend("openid").Distinct(StringComparer.Ordinal)] : standard.Scopes,
            UserClaim = block.Text("user_claim") ?? standard.UserClaim,
            RoleClaim = block.Text("role_claim"),
            Roles = roles,
            DefaultRole = DefaultRole(block),
            AllowedDomains = Domains(block),
            GroupsClaim = block.Text("groups_claim") ?? standard.GroupsClaim,
            AllowedGroups = block.Texts("allowed_groups") ?? [],
            CreatesUsers = block.Flag("create_users") ?? false,
        };
    }

    private ProxySignOnConfig? Proxy(ConfigBlock block)
    {
        var addresses = new List<IPNetwork>();
        foreach (var address in block.Scalars("addresses"))
        {
            if (Network(address.Text) is { } network)
            {
                addresses.Add(network);
            }
            else
            {
                context.Problems.Error(address.Node, $"{address.Shown} is neither an address nor a network.", "Write it like 10.1.2.3 or 10.0.0.0/8.");
            }
        }

        CheckHeader(block, "header");
        CheckHeader(block, "role_header");
        return block.Text("header") is { } header && addresses.Count > 0
            ? new ProxySignOnConfig
            {
                Header = header,
                Addresses = addresses,
                RoleHeader = block.Text("role_header"),
                DefaultRole = DefaultRole(block),
                CreatesUsers = block.Flag("create_users") ?? false,
            }
            : null;
    }

    private Dictionary<string, Role> Roles(ConfigBlock block)
    {
        var roles = new Dictionary<string, Role>(StringComparer.Ordinal);
        foreach (var (key, word) in block.Map("roles"))
        {
            if (Metering.People.Roles.Parse(word.Text) is { } role)
            {
                roles[key.Text] = role;
            }
            else
            {
                context.Problems.Error(word.Node, $"{word.Shown} is no role.", "Use admin, manager or member.");
            }
        }

        return roles;
    }

    private List<string> Domains(ConfigBlock block)
    {
        foreach (var domain in block.Scalars("allowed_domains").Where(static domain => domain.Text.AsSpan().ContainsAny(" @/:")))
        {
            context.Problems.Error(domain.Node, $"{domain.Shown} is no domain.", "Write it like example.com, without @.");
        }

        return [.. block.Texts("allowed_domains") ?? []];
    }

    private void CheckHeader(ConfigBlock block, string key)
    {
        if (block.Scalar(key) is { } name && (name.Text.Length == 0 || name.Text.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not '-' and not '_')))
        {
            context.Problems.Error(name.Node, $"{name.Shown} is no header name.", "Write it like X-Forwarded-User.");
        }
    }

    private static Role? DefaultRole(ConfigBlock block) => block.Text("default_role") is { } word ? Metering.People.Roles.Parse(word) : Role.Member;

    private static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
