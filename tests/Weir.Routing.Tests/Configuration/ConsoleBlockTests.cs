using System.Net;
using Weir.Metering.People;

namespace Weir.Routing.Tests.Configuration;

public sealed class ConsoleBlockTests
{
    private const string Full = """
        version: 2
        console:
          url: https://weir.example.com
          oidc:
            issuer: https://id.example.com/realms/weir
            client_id: weir
            client_secret: ${OIDC_SECRET}
            label: Sign in with Example
            scopes: [email, groups]
            user_claim: preferred_username
            role_claim: groups
            roles: {ops: admin, dev: manager}
            default_role: none
            allowed_domains: [example.com]
            allowed_groups: [ops, dev]
            create_users: true
          proxy:
            header: X-Forwarded-User
            addresses: [10.0.0.0/8, "::1", 192.168.1.4]
            role_header: X-Forwarded-Role
            default_role: manager
        """;

    [Fact]
    public void The_whole_block_loads()
    {
        var console = ConfigText.Good(Full, new() { ["OIDC_SECRET"] = "hush" }).Console;
        var (oidc, proxy) = (console.Oidc!, console.Proxy!);
        Assert.Equal(new Uri("https://weir.example.com"), console.Url);
        Assert.Equal(("weir", "hush", "Sign in with Example"), (oidc.ClientId, oidc.ClientSecret!.Reveal(), oidc.Label));
        Assert.Equal(["openid", "email", "groups"], oidc.Scopes);
        Assert.Equal(new Dictionary<string, Role> { ["ops"] = Role.Admin, ["dev"] = Role.Manager }, oidc.Roles);
        Assert.Equal(("preferred_username", "groups", null, true), (oidc.UserClaim, oidc.RoleClaim, oidc.DefaultRole, oidc.CreatesUsers));
        Assert.Equal(["example.com"], oidc.AllowedDomains);
        Assert.Equal(["ops", "dev"], oidc.AllowedGroups);
        Assert.Equal([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("192.168.1.4/32")], proxy.Addresses);
        Assert.Equal(("X-Forwarded-User", "X-Forwarded-Role", (Role?)Role.Manager, false), (proxy.Header, proxy.RoleHeader, proxy.DefaultRole, proxy.CreatesUsers));
    }

    [Fact]
    public void What_is_left_out_is_careful()
    {
        var oidc = ConfigText.Good("version: 2\nconsole: {oidc: {issuer: https://id.example.com, client_id: weir}}").Console.Oidc!;
        Assert.Equal(("Sign in with id.example.com", "email", null, (Role?)Role.Member, false), (oidc.Label, oidc.UserClaim, oidc.RoleClaim, oidc.DefaultRole, oidc.CreatesUsers));
        Assert.Null(oidc.ClientSecret);
        Assert.Null(ConfigText.Good("version: 2").Console.Oidc);
    }

    [Theory]
    [InlineData("{url: https://weir.example.com/x}", "has a path")]
    [InlineData("{oidc: {issuer: http://id.example.com, client_id: weir}}", "is not https")]
    [InlineData("{oidc: {issuer: https://id.example.com}}", "client_id")]
    [InlineData("{oidc: {issuer: https://id.example.com, client_id: weir, role_claim: groups, roles: {ops: king}}}", "is no role")]
    [InlineData("{oidc: {issuer: https://id.example.com, client_id: weir, roles: {ops: admin}}}", "no role_claim")]
    [InlineData("{oidc: {issuer: https://id.example.com, client_id: weir, default_role: king}}", "king")]
    [InlineData("{oidc: {issuer: https://id.example.com, client_id: weir, allowed_domains: ['@example.com']}}", "is no domain")]
    [InlineData("{proxy: {header: X-User}}", "addresses")]
    [InlineData("{proxy: {header: X-User, addresses: [the-proxy]}}", "neither an address nor a network")]
    [InlineData("{proxy: {header: 'X User', addresses: [10.0.0.1]}}", "no header name")]
    public void What_is_wrong_is_told(string block, string expected) =>
        Assert.Contains(expected, ConfigText.OneError("version: 2\nconsole: " + block).ToString(), StringComparison.Ordinal);
}
