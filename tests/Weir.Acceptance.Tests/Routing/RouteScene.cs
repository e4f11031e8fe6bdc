using System.Collections.Concurrent;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Routing;

/// <summary>A gateway in front of providers that a test plays, each by the name in its base URL. Who is not played answers well.</summary>
internal sealed class RouteScene : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Play> _plays = new();
    private readonly ConcurrentDictionary<string, int> _asked = new();
    private readonly ConcurrentDictionary<string, int> _left = new();
    private readonly ConcurrentDictionary<string, string> _bodies = new();
    private readonly FaultyUpstream _upstream;
    private WeirProcess? _weir;

    private RouteScene() => _upstream = new FaultyUpstream(AnswerAsync);

    /// <summary>What is done to a request.</summary>
    public delegate Task Play(FaultyRequest request, FaultyConnection connection, CancellationToken cancellationToken);

    public HttpClient Http => Weir.Http;

    public WeirProcess Weir => _weir!;

    /// <summary>Starts both.</summary>
    /// <param name="config">weir.yaml without its version; <c>UPSTREAM</c> stands for host and port of the providers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<RouteScene> StartAsync(string config, CancellationToken cancellationToken)
    {
        var scene = new RouteScene();
        try
        {
            scene._weir = await WeirProcess.StartAsync(
                new WeirSetup { Config = "version: 2\n" + config.Replace("UPSTREAM", scene._upstream.Authority, StringComparison.Ordinal), Variables = new Dictionary<string, string> { ["SCENE_KEY"] = WeirSetup.RandomKey() } },
                cancellationToken);
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    /// <summary>A good answer.</summary>
    public static Task WellAsync(FaultyRequest request, FaultyConnection connection, CancellationToken cancellationToken) =>
        connection.AnswerAsync(200, GoodAnswer.Body(request.IsAnthropic, request.IsStream), cancellationToken, GoodAnswer.Type(request.IsStream));

    /// <summary>A good answer after a while.</summary>
    public static Play Late(TimeSpan wait) => async (request, connection, token) =>
    {
        await Task.Delay(wait, token);
        await WellAsync(request, connection, token);
    };

    /// <summary>A refusal.</summary>
    public static Play Refuse(int status, string body = """{"error":{"type":"some_error","message":"Not now."}}""", string headers = "") =>
        (_, connection, token) => connection.AnswerAsync(status, body, token, headers: headers);

    /// <summary>Plays a provider from now on.</summary>
    public void Set(string name, Play play) => _plays[name] = play;

    /// <summary>How often a provider was asked.</summary>
    public int Asked(string name) => _asked.GetValueOrDefault(name);

    /// <summary>How often a provider was left before its answer was whole.</summary>
    public int Left(string name) => _left.GetValueOrDefault(name);

    /// <summary>What a provider was last asked.</summary>
    public string Body(string name) => _bodies[name];

    public async ValueTask DisposeAsync()
    {
        if (_weir is not null)
        {
            await _weir.DisposeAsync();
        }

        await _upstream.DisposeAsync();
    }

    /// <summary>Plays silence until the gateway hangs up.</summary>
    public async Task HangAsync(FaultyRequest request, FaultyConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.HangAsync(cancellationToken);
        }
        finally
        {
            _left.AddOrUpdate(request.Name, 1, static (_, count) => count + 1);
        }
    }

    private Task AnswerAsync(FaultyRequest request, FaultyConnection connection, CancellationToken cancellationToken)
    {
        _asked.AddOrUpdate(request.Name, 1, static (_, count) => count + 1);
        _bodies[request.Name] = request.Body;
        return (_plays.TryGetValue(request.Name, out var play) ? play : WellAsync)(request, connection, cancellationToken);
    }
}
