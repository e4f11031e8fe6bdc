using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Weir.Credentials;
using Weir.Gateway.Local;
using Weir.Gateway.Tests.Fakes;
using Weir.Routing.Local;

namespace Weir.Gateway.Tests.Local;

/// <summary>What else may sit on such a port.</summary>
public sealed class LocalProbeTests : IDisposable
{
    private const string List = """{"object":"list","data":[{"id":"m","object":"model"}]}""";

    private readonly LocalProbe _probe = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _probe.Dispose();

    [Fact]
    public async Task Nothing_is_told_from_silence()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var origin = new Uri($"http://{socket.LocalEndPoint}");

        var refused = await LookAsync(origin);
        Assert.Equal((true, "Nothing listens there."), (refused.IsGone, refused.Problem));

        // It takes the connection and says nothing.
        socket.Listen();
        var watch = Stopwatch.StartNew();
        var silent = await LookAsync(origin);
        Assert.Equal((false, "It did not answer in time."), (silent.IsGone, silent.Problem));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), watch.Elapsed.ToString());
    }

    [Theory]
    [InlineData(200, "<html>hello</html>", "No model server answers there.")]
    [InlineData(200, """{"data":"all"}""", "No model server answers there.")]
    [InlineData(200, """{"data":null}""", "No model server answers there.")]
    [InlineData(200, """[{"id":"m"}]""", "No model server answers there.")]
    [InlineData(200, "", "No model server answers there.")]
    [InlineData(404, List, "No model server answers there.")]
    [InlineData(500, List, "No model server answers there.")]
    [InlineData(503, """{"error":{"message":"Loading model"}}""", "It is not ready yet.")]
    [InlineData(401, "{}", "It wants a key.")]
    public async Task Other_programs_are_no_model_servers(int status, string body, string problem)
    {
        await using var other = (await StandIn.StartAsync()).Answer("GET /v1/models", body, status);
        var look = await LookAsync(other.Origin);
        Assert.Equal((null, problem, false), (look.Server, look.Problem, look.IsGone));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var there = await StandIn.StartAsync(("GET /v1/models", List));
        await using var here = (await StandIn.StartAsync()).Answer("GET /v1/models", context =>
        {
            context.Response.Redirect(new Uri(there.Origin, "/v1/models").AbsoluteUri);
            return Task.CompletedTask;
        });

        Assert.Null((await LookAsync(here.Origin)).Server);
        Assert.Empty(there.Asked);
    }

    [Fact]
    public async Task An_endless_answer_is_given_up()
    {
        await using var endless = (await StandIn.StartAsync()).Answer("GET /v1/models", static async context =>
        {
            var spaces = new byte[64 * 1024];
            spaces.AsSpan().Fill((byte)' ');
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(spaces, context.RequestAborted);
            }
        });

        Assert.Null((await LookAsync(endless.Origin)).Server);
    }

    [Fact]
    public async Task Another_Weir_is_not_taken_for_a_model_server()
    {
        await using var weir = (await StandIn.StartAsync()).Answer("GET /v1/models", static context =>
        {
            context.Response.Headers["x-weir-request-id"] = "req_1";
            return context.Response.WriteAsync(List, context.RequestAborted);
        });

        Assert.Equal("Another Weir answers there.", (await LookAsync(weir.Origin)).Problem);

        // A connection may well lead to one.
        Assert.NotNull((await _probe.LookAsync(new LocalPlace(weir.Origin, Some.Connection()), Token)).Server);
    }

    [Fact]
    public async Task Names_that_could_mislead_a_reader_are_left_out()
    {
        await using var server = await StandIn.StartAsync(("GET /v1/models", $$"""{"data":[{"id":"a\u001b[2Jb"},{"id":7},{},{"id":""},{"id":"{{new string('x', 257)}}"},{"id":"good"}]}"""));
        Assert.Equal(["good"], (await LookAsync(server.Origin)).Server!.Models.Select(static model => model.Id));
    }

    [Fact]
    public async Task A_connections_key_and_headers_come_along_and_nobody_elses()
    {
        await using var server = await StandIn.StartAsync(("GET /v1/models", List));
        var connection = Some.Connection() with { Auth = new Bearer("one"), Headers = new Dictionary<string, string> { ["x-team"] = "research" } };

        await _probe.LookAsync(new LocalPlace(server.Origin, connection), Token);
        Assert.All(server.Asked, static asked => Assert.Equal("Bearer one", asked.Authorization));

        server.Asked.Clear();
        await LookAsync(server.Origin);
        Assert.All(server.Asked, static asked => Assert.Equal("", asked.Authorization));
    }

    [Fact]
    public async Task A_connection_that_cannot_sign_in_says_why()
    {
        await using var server = await StandIn.StartAsync(("GET /v1/models", List));
        var look = await _probe.LookAsync(new LocalPlace(server.Origin, Some.Connection() with { Auth = new Bearer(null) }), Token);
        Assert.Equal((null, "No key."), (look.Server, look.Problem));
        Assert.Empty(server.Asked);
    }

    private Task<LocalLook> LookAsync(Uri origin) => _probe.LookAsync(new LocalPlace(origin, null), Token);

    private sealed class Bearer(string? key) : IAuthMethod
    {
        public string Name => "api";

        public string Source => "test";

        public string? Masked => null;

        public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new("Bearer", key ?? throw new CredentialException(CredentialFailure.SignInNeeded, "No key.", "Give one."));
            return ValueTask.CompletedTask;
        }
    }
}
