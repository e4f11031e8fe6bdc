using System.Text.Json;
using Weir.Gateway.SignOn.Oidc;
using Weir.Metering.People;
using Weir.Routing.Configuration;

namespace Weir.Gateway.Tests.SignOn.Oidc;

public sealed class OidcClaimsTests
{
    private static readonly OidcConfig Config = new() { Issuer = new Uri("https://id.example.com"), ClientId = "weir", Label = "Example" };

    [Fact]
    public void The_name_is_the_claim_that_was_chosen()
    {
        Assert.Equal("ada@example.org", Read("""{"sub":"1","email":"ada@example.org"}""", Config).User?.Name);
        Assert.Equal("ada", Read("""{"email":"ada@example.org","preferred_username":"ada"}""", Config with { UserClaim = "preferred_username" }).User?.Name);
    }

    [Theory]
    [InlineData("""{"sub":"1"}""", "claim email is missing")]
    [InlineData("""{"email":""}""", "claim email is missing")]
    [InlineData("""{"email":17}""", "claim email is missing")]
    [InlineData("""{"email":"ada@example.org","email_verified":false}""", "not verified")]
    public void Who_is_not_told_or_not_verified_is_refused(string claims, string expected)
    {
        var (user, refusal) = Read(claims, Config);

        Assert.Null(user);
        Assert.Contains(expected, refusal.Refusal?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada@example.org", true)]
    [InlineData("ada@EXAMPLE.org", true)]
    [InlineData("ada@evil-example.org", false)]
    [InlineData("ada@example.org@evil.com", false)]
    [InlineData("example.org", false)]
    public void Only_allowed_domains_sign_in(string email, bool isAllowed) =>
        Assert.Equal(isAllowed, Read($$"""{"email":"{{email}}"}""", Config with { AllowedDomains = ["example.org"] }).User is not null);

    [Theory]
    [InlineData("""["staff","weir"]""", true)]
    [InlineData("\"weir\"", true)]
    [InlineData("""["staff"]""", false)]
    [InlineData("null", false)]
    public void Only_allowed_groups_sign_in(string groups, bool isAllowed) =>
        Assert.Equal(isAllowed, Read($$"""{"email":"ada@example.org","groups":{{groups}}}""", Config with { AllowedGroups = ["weir"] }).User is not null);

    [Theory]
    [InlineData("""["ops","dev"]""", Role.Admin)]
    [InlineData("""["dev"]""", Role.Manager)]
    [InlineData("""["sales"]""", Role.Member)]
    [InlineData("""["admin"]""", Role.Member)]
    public void The_highest_mapped_role_counts_else_the_default(string groups, Role expected)
    {
        var config = Config with { RoleClaim = "realm_access.roles", Roles = new Dictionary<string, Role> { ["ops"] = Role.Admin, ["dev"] = Role.Manager } };

        Assert.Equal(expected, Read($$$"""{"email":"ada@example.org","realm_access":{"roles":{{{groups}}}}}""", config).User?.Role);
    }

    [Fact]
    public void Without_a_map_the_claim_names_the_role_itself() =>
        Assert.Equal(Role.Manager, Read("""{"email":"a@b.c","https://weir/role":"manager"}""", Config with { RoleClaim = "https://weir/role" }).User?.Role);

    [Fact]
    public void Without_a_default_who_has_no_role_is_refused() =>
        Assert.Contains("no role", Read("""{"email":"a@b.c"}""", Config with { RoleClaim = "roles", DefaultRole = null }).Refusal.Refusal?.Message, StringComparison.Ordinal);

    [Fact]
    public void Without_a_role_claim_no_role_is_told() => Assert.Null(Read("""{"email":"a@b.c"}""", Config).User?.Role);

    private static (Gateway.SignOn.ClaimedUser? User, Gateway.SignOn.SignOnAnswer Refusal) Read(string claims, OidcConfig config)
    {
        using var document = JsonDocument.Parse(claims);
        return OidcClaims.Read(document.RootElement, config);
    }
}
