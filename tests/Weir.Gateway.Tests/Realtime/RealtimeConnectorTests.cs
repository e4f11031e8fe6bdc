using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Credentials;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Realtime;
using Weir.Gateway.Simulation;
using Weir.Gateway.Tests.Fakes;
using Weir.Gateway.Upstream;
using Weir.Routing.Providers;
using Weir.Routing.Routes;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Gateway.Tests.Realtime;

/// <summary>Sessions at connections that can't sign in, or whose credential is refused.</summary>
public sealed class RealtimeConnectorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CredentialFailure.SignInNeeded, ErrorKind.InvalidCredentials)]
    [InlineData(CredentialFailure.Misconfigured, ErrorKind.InvalidCredentials)]
    [InlineData(CredentialFailure.Unavailable, ErrorKind.NetworkError)]
    public async Task A_credential_that_can_t_be_had_is_told_with_what_to_do(CredentialFailure failure, ErrorKind kind)
    {
        await using var server = await TokenServer.StartAsync("good", Token);
        using var context = ContextFor(TargetOf(server, Broken(failure)));

        var (socket, error) = await ConnectAsync(context);

        Assert.Null(socket);
        Assert.Equal(kind, error!.Kind);
        Assert.Contains("\"acme\" could not sign in: Nobody is signed in.", error.Message, StringComparison.Ordinal);
        Assert.Equal("Sign in.", error.Action);
        Assert.Equal(kind, context.Attempts[^1].Error);
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task The_next_connection_is_asked_then()
    {
        await using var server = await TokenServer.StartAsync("good", Token);
        using var context = ContextFor(TargetOf(server, Broken(CredentialFailure.SignInNeeded)), TargetOf(server, new ScriptedAuth("good")));

        var (socket, error) = await ConnectAsync(context);

        Assert.Null(error);
        Assert.NotNull(socket);
        socket.Dispose();
        Assert.Equal(["Bearer good"], server.Seen);
        Assert.Equal(2, context.Attempts.Count);
    }

    [Fact]
    public async Task A_refused_credential_is_renewed_once()
    {
        await using var server = await TokenServer.StartAsync("third", Token);
        using var renewed = ContextFor(TargetOf(server, new ScriptedAuth("second", "third")));
        using var refused = ContextFor(TargetOf(server, new ScriptedAuth("first", "second", "third")));

        var (socket, none) = await ConnectAsync(renewed);
        var (noSocket, error) = await ConnectAsync(refused);

        Assert.Null(none);
        socket!.Dispose();
        Assert.Null(noSocket);
        Assert.Equal((ErrorKind.InvalidCredentials, 401), (error!.Kind, error.Status));
        Assert.Equal(["Bearer second", "Bearer third", "Bearer first", "Bearer second"], server.Seen);
    }

    [Fact]
    public async Task One_that_is_refused_and_can_t_be_renewed_says_why()
    {
        await using var server = await TokenServer.StartAsync("good", Token);
        using var failing = ContextFor(TargetOf(server, new ScriptedAuth("old", Failure(CredentialFailure.SignInNeeded))));
        using var fixedToken = ContextFor(TargetOf(server, new ScriptedAuth("old")));

        Assert.Equal("Sign in.", (await ConnectAsync(failing)).Error!.Action);
        Assert.Equal(401, (await ConnectAsync(fixedToken)).Error!.Status);
    }

    private static CredentialException Failure(CredentialFailure failure) => new(failure, "Nobody is signed in.", "Sign in.");

    private static ScriptedAuth Broken(CredentialFailure failure) => new(Failure(failure));

    private static async Task<(IDisposable? Socket, WeirError? Error)> ConnectAsync(RequestContext context)
    {
        using var clients = new UpstreamClients(new SimulatorHandlerFactory(TimeProvider.System));
        return await new RealtimeConnector(clients, new GatewaySettings(), NullLogger<RealtimeConnector>.Instance).ConnectAsync(context);
    }

    private static RequestContext ContextFor(params Target[] targets)
    {
        var context = Some.Context(new DefaultHttpContext(), Operations.Realtime);
        context.Route = new Route("m", [new RouteStep(targets, Strategy.Order)], new RoutePolicy());
        return context;
    }

    private static Target TargetOf(TokenServer server, IAuthMethod auth)
    {
        var connection = Some.Connection(server.BaseUrl) with { Auth = auth, HasOwnBaseUrl = true };
        return new Target(connection, "m", null, "acme/m") { Wires = ProviderRulesTable.For("acme").WiresOf(new WireQuestion(connection, "m", null, static _ => null)) };
    }
}
