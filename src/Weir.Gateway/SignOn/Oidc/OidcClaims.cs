using System.Text.Json;
using Weir.Metering.People;
using Weir.Routing.Configuration;

namespace Weir.Gateway.SignOn.Oidc;

/// <summary>Claims to a user: who he is, whether he may come in, and what he may do.</summary>
internal static class OidcClaims
{
    private const string EmailClaim = "email";

    /// <summary>The user; else why there is none.</summary>
    public static (ClaimedUser? User, SignOnAnswer Refusal) Read(JsonElement claims, OidcConfig config)
    {
        if (Values(claims, config.UserClaim) is not [{ Length: > 0 } name, ..])
        {
            return (null, SignOnAnswer.NotAllowed($"The identity provider did not tell who you are: the claim {config.UserClaim} is missing.", "An admin can choose another one with console.oidc.user_claim, or ask for another scope."));
        }

        var isByEmail = config.UserClaim == EmailClaim;
        if ((isByEmail || config.AllowedDomains.Count > 0) && claims.TryGetProperty("email_verified", out var verified) && !IsTrue(verified))
        {
            return (null, SignOnAnswer.NotAllowed("The identity provider has not verified your mail address.", "Have it verified there, then sign in again."));
        }

        if (config.AllowedDomains.Count > 0 && !IsOfDomain(isByEmail ? name : (Values(claims, EmailClaim) is [var email, ..] ? email : null), config.AllowedDomains))
        {
            return (null, SignOnAnswer.NotAllowed("Your mail address is of a domain that may not sign in here.", "Sign in with another account, or ask an admin (console.oidc.allowed_domains)."));
        }

        if (config.AllowedGroups.Count > 0 && !Values(claims, config.GroupsClaim).Intersect(config.AllowedGroups, StringComparer.Ordinal).Any())
        {
            return (null, SignOnAnswer.NotAllowed("You are in none of the groups that may sign in here.", "Ask an admin (console.oidc.allowed_groups)."));
        }

        Role? role = config.RoleClaim is null ? null
            : Values(claims, config.RoleClaim).Select(value => config.Roles.TryGetValue(value, out var given) ? given : config.Roles.Count == 0 ? Roles.Parse(value) ?? Role.Unknown : Role.Unknown).DefaultIfEmpty(Role.Unknown).Max();
        if (role == Role.Unknown)
        {
            // The claim rules: whoever lost it there is not what he was.
            role = config.DefaultRole;
            if (role is null)
            {
                return (null, SignOnAnswer.NotAllowed($"The claim {config.RoleClaim} gives you no role here.", "Ask an admin (console.oidc.roles)."));
            }
        }

        return (new ClaimedUser(name, role), default);
    }

    /// <summary>A claim's texts: one, or those of a list. Dots lead into objects, unless a claim has the whole name.</summary>
    internal static IReadOnlyList<string> Values(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var at))
        {
            at = claims;
            foreach (var part in name.Split('.'))
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part, out at))
                {
                    return [];
                }
            }
        }

        return at.ValueKind switch
        {
            JsonValueKind.String => [at.GetString()!],
            JsonValueKind.Array => [.. at.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)],
            _ => [],
        };
    }

    private static bool IsTrue(JsonElement claim) => claim.ValueKind == JsonValueKind.True || (claim.ValueKind == JsonValueKind.String && claim.ValueEquals("true"));

    private static bool IsOfDomain(string? email, IReadOnlyList<string> domains) =>
        email?.LastIndexOf('@') is > 0 and var at && domains.Contains(email[(at + 1)..], StringComparer.OrdinalIgnoreCase);
}
