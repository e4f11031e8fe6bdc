using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>A gateway that believes an identity provider, with an admin, a member, and what each of them used.</summary>
public sealed class SignOnGateway : IAsyncLifetime
{
    private WeirProcess? _weir;
    private IdentityProvider? _provider;

    internal WeirProcess Weir => _weir ?? throw new InvalidOperationException("Not started.");

    internal IdentityProvider Provider => _provider ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        _provider = await IdentityProvider.StartAsync();
        _weir = await WeirProcess.StartAsync(
            new WeirSetup
            {
                Config = $$"""
                    version: 2
                    providers:
                      - {name: simulator, type: simulator}
                    console:
                      oidc:
                        issuer: {{_provider.Issuer.GetLeftPart(UriPartial.Authority)}}
                        client_id: {{IdentityProvider.ClientId}}
                        client_secret: ${OIDC_SECRET}
                        label: Sign in with Example
                        role_claim: groups
                        roles: {ops: admin, dev: manager}
                        allowed_domains: [example.org]
                        create_users: true
                    """,
                Variables = new Dictionary<string, string> { ["OIDC_SECRET"] = IdentityProvider.ClientSecret },
            },
            token);
        foreach (var name in (string[])["ada", "bob"])
        {
            var key = (await _weir.RunCliAsync("keys", "create", name + "-laptop", "--user", name + "@example.org")).Output.Trim();
            using var client = _weir.CreateClient();
            await client.ChatAsync("simulator/echo", token, headers: ("x-api-key", key));
        }

        await _weir.RunCliAsync("budgets", "set", "key:ada-laptop", "--monthly", "20");
        await _weir.RunCliAsync("teams", "add", "research");
    }

    public async ValueTask DisposeAsync()
    {
        if (_weir is not null)
        {
            Assert.False(_weir.HasExited, "The gateway ended by itself:\n" + _weir.Log);
            await _weir.DisposeAsync();
        }

        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }
    }
}
