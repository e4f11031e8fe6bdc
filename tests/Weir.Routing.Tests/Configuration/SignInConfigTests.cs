using Weir.Catalog;

namespace Weir.Routing.Tests.Configuration;

/// <summary>OAuth sign-ins that weir.yaml declares.</summary>
public sealed class SignInConfigTests
{
    private const string Full = """
        version: 2
        catalog:
          providers:
            - id: acme
              base_url: https://api.acme.example/v1
              dialect: openai-chat
              sign_in:
                - grant: authorization-code
                  label: Acme in the browser
                  client_id: weir
                  client_secret: ${ACME_SECRET}
                  basic_client_auth: true
                  authorize_url: https://${host}/authorize
                  token_url: https://${host}/token
                  redirect_url: http://127.0.0.1:0/back
                  scopes: [openid, "role:${role}"]
                  authorize_parameters: {nonce: "${random}", audience: "${ACME_AUDIENCE}"}
                  redirect_origins: [https://acme.example]
                  json_body: true
                  token_member: api_key
                  lifetime_member: api_key_expires_in
                  default_lifetime: 10m
                  refresh_early: 2m
                  poll_margin: 3s
                  claims: [{name: account_id, pointers: [/account, /organizations/0/id]}]
                  headers: {X-Account: "${account_id}"}
                  fields:
                    - {name: host, label: Host of Acme, form: host, default: id.acme.example, variable: ACME_HOST}
                    - {name: role, optional: true}
                  base_url: https://api.${host}
                  models: [a]
                  excluded_models: [b]
        """;

    [Fact]
    public void All_of_a_sign_in_loads()
    {
        var flow = Assert.Single(Assert.Single(ConfigText.Good(Full, new() { ["ACME_SECRET"] = "known", ["ACME_AUDIENCE"] = "llm" }).Catalog).Flows);

        Assert.Equal(("browser", "Acme in the browser", "authorization-code", "weir", "known", true), (flow.Name, flow.Label, flow.Grant, flow.ClientId, flow.ClientSecret, flow.BasicClientAuth));
        Assert.Equal(("https://${host}/authorize", "https://${host}/token", "http://127.0.0.1:0/back", "https://api.${host}"), (flow.AuthorizeUrl, flow.TokenUrl, flow.RedirectUrl, flow.BaseUrl));
        Assert.Equal(["openid", "role:${role}"], flow.Scopes);
        Assert.Equal(new Dictionary<string, string> { ["nonce"] = "${random}", ["audience"] = "llm" }, flow.AuthorizeParameters);
        Assert.Equal(("api_key", "api_key_expires_in", 600, 120, 3, true), (flow.TokenMember, flow.LifetimeMember, flow.DefaultLifetime, flow.RefreshEarly, flow.PollMargin, flow.JsonBody));
        Assert.Equal(["/account", "/organizations/0/id"], flow.Claims["account_id"]);
        Assert.Equal("${account_id}", flow.Headers["X-Account"]);
        Assert.Equal(
            [
                new SignInField { Name = "host", Label = "Host of Acme", Form = SignInFieldForms.Host, Default = "id.acme.example", Variable = "ACME_HOST" },
                new SignInField { Name = "role", Label = "role", IsOptional = true },
            ],
            flow.Fields);
        Assert.Equal(["https://acme.example", "a", "b"], [.. flow.RedirectOrigins, .. flow.Models, .. flow.ExcludedModels]);
    }

    [Fact]
    public void What_is_left_out_has_its_usual_value()
    {
        var flow = Assert.Single(Assert.Single(ConfigText.Good(Declared("{grant: device-code, client_id: c, device_url: 'https://a.example/d', token_url: 'https://a.example/t'}")).Catalog).Flows);

        Assert.Equal(("device", "Sign in", "access_token", "expires_in", 0, 60, 0), (flow.Name, flow.Label, flow.TokenMember, flow.LifetimeMember, flow.DefaultLifetime, flow.RefreshEarly, flow.PollMargin));
        Assert.Empty(flow.Fields);
    }

    [Theory]
    [InlineData("device-code", "device_url and token_url")]
    [InlineData("authorization-code", "authorize_url and token_url and redirect_url")]
    [InlineData("implicit", "authorize_url and redirect_url")]
    [InlineData("openai-device", "device_url and authorize_url and token_url and redirect_url")]
    public void Addresses_that_a_grant_needs_are_missed(string grant, string missing)
    {
        var problem = ConfigText.OneError(Declared($"{{grant: {grant}, client_id: c}}"));

        Assert.Contains($"needs {missing}.", problem.Message, StringComparison.Ordinal);
        Assert.Equal(7, problem.Line);
    }

    private static string Declared(string flow) =>
        $"version: 2\ncatalog:\n  providers:\n    - id: acme\n      base_url: https://api.acme.example/v1\n      sign_in:\n        - {flow}\n";
}
