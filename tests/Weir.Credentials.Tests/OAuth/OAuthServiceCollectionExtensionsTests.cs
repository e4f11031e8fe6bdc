using Microsoft.Extensions.DependencyInjection;
using Weir.Catalog;
using Weir.Catalog.Snapshot;
using Weir.Credentials.OAuth;
using Weir.Credentials.SignIn;
using Weir.TestKit.OAuth;

namespace Weir.Credentials.Tests.OAuth;

public sealed class OAuthServiceCollectionExtensionsTests
{
    [Fact]
    public void Every_flow_of_the_catalogue_has_its_grant()
    {
        using var services = Services();
        var grants = services.GetServices<ISignInGrant>().Select(static grant => grant.Grant).ToHashSet();

        Assert.Equal(4, grants.Count);
        Assert.All(SnapshotCatalog.Embedded().Providers.SelectMany(static provider => provider.Flows), flow => Assert.Contains(flow.Grant, grants));
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        await using var server = await AuthorizationServer.StartAsync();
        server.Fail("/token", ServerFault.Redirect);
        using var services = Services();
        var flow = new SignInFlow { Name = "n", Label = "l", Grant = "g", ClientId = "c" };

        var reply = await services.GetRequiredService<OAuthClient>().PostAsync(flow, server.Url("/token"), [], TestContext.Current.CancellationToken);

        Assert.Equal(307, reply.Status);
        Assert.DoesNotContain("/elsewhere", server.Calls);
    }

    private static ServiceProvider Services() => new ServiceCollection().AddSingleton(TimeProvider.System).AddOAuth().BuildServiceProvider();
}
