using System.Net;
using Weir.Credentials;
using Weir.Gateway.Batches;
using Weir.Gateway.Simulation;
using Weir.Gateway.Tests.Fakes;
using Weir.Gateway.Upstream;

namespace Weir.Gateway.Tests.Batches;

public sealed class ConnectionCallsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_credential_is_renewed_once()
    {
        await using var server = await TokenServer.StartAsync("third", Token);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(server, new ScriptedAuth("second", "third")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(server, new ScriptedAuth("first", "second", "third")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(server, new ScriptedAuth("first")));
        Assert.Equal(["Bearer second", "Bearer third", "Bearer first", "Bearer second", "Bearer first"], server.Seen);
    }

    [Fact]
    public async Task One_that_can_t_be_had_is_thrown_as_what_it_is()
    {
        await using var server = await TokenServer.StartAsync("good", Token);
        var failure = new CredentialException(CredentialFailure.SignInNeeded, "Nobody is signed in.", "Sign in.");

        Assert.Same(failure, await Assert.ThrowsAsync<CredentialException>(() => AskAsync(server, new ScriptedAuth(failure))));
        Assert.Same(failure, await Assert.ThrowsAsync<CredentialException>(() => AskAsync(server, new ScriptedAuth("old", failure))));
    }

    private static async Task<HttpStatusCode> AskAsync(TokenServer server, IAuthMethod auth)
    {
        using var clients = new UpstreamClients(new SimulatorHandlerFactory(TimeProvider.System));
        using var response = await new ConnectionCalls(clients).GetAsync(Some.Connection(server.BaseUrl) with { Auth = auth }, "batches/batch_1", "", Token);
        return response.StatusCode;
    }
}
