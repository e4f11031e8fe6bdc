using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Weir.TestKit;

namespace Weir.Acceptance.Tests.Program;

/// <summary>A running gateway: the real program, on a port of its own.</summary>
internal sealed class WeirProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly ChildProcess _process;
    private readonly WeirHome? _ownHome;

    private WeirProcess(ChildProcess process, WeirHome home, bool ownsHome, Uri url, TimeSpan startTime)
    {
        _process = process;
        Home = home;
        _ownHome = ownsHome ? home : null;
        Url = url;
        StartTime = startTime;
        Http = CreateClient();
        if (home.Setup.ClientKey is { } key)
        {
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public WeirHome Home { get; }

    /// <summary>The address without a path, with a slash at the end.</summary>
    public Uri Url { get; }

    /// <summary>From the start of the process to its first ready answer.</summary>
    public TimeSpan StartTime { get; }

    public int Id => _process.Id;

    /// <summary>A plain client that presents the first key, where there is one.</summary>
    public HttpClient Http { get; }

    public string ClientKey => Home.Setup.ClientKey ?? throw new InvalidOperationException("This gateway was set up without a client key.");

    public string AdminKey => Home.Setup.AdminKey ?? throw new InvalidOperationException("This gateway was set up without an admin key.");

    /// <summary>What it wrote until now, both streams: logs for a failed test.</summary>
    public string Log => _process.Output + _process.Error;

    /// <summary>What it wrote to standard output until now.</summary>
    public string Output => _process.Output;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a gateway in folders of its own and waits until it is ready.</summary>
    public static async Task<WeirProcess> StartAsync(WeirSetup setup, CancellationToken cancellationToken)
    {
        var home = new WeirHome(setup);
        try
        {
            return await StartAsync(home, ownsHome: true, cancellationToken);
        }
        catch
        {
            home.Dispose();
            throw;
        }
    }

    /// <summary>Starts a gateway in folders that were used before, and stay when it ends.</summary>
    public static Task<WeirProcess> StartAsync(WeirHome home, CancellationToken cancellationToken) =>
        StartAsync(home, ownsHome: false, cancellationToken);

    /// <summary>A client without a key, without decompression, without redirects: it sees the wire.</summary>
    public HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseProxy = false,

        // A client that hangs up hangs up: by default the handler would read on for up to two seconds.
        MaxResponseDrainSize = 0,
        ResponseDrainTimeout = TimeSpan.Zero,
    })
    {
        BaseAddress = Url,
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Runs a command of the same program against the same folders.</summary>
    public Task<CommandResult> RunCliAsync(params IEnumerable<string> arguments) =>
        Home.RunAsync(arguments, TestContext.Current.CancellationToken);

    /// <summary>Asks it to end and waits until it did.</summary>
    public async Task<CommandResult> StopAsync(CancellationToken cancellationToken)
    {
        if (!_process.HasExited)
        {
            _process.Terminate();
        }

        return await _process.WaitAsync(StopLimit, cancellationToken);
    }

    /// <summary>Ends it at once, as a power cut for the process would.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitAsync(StopLimit, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _process.DisposeAsync();
        _ownHome?.Dispose();
    }

    private static async Task<WeirProcess> StartAsync(WeirHome home, bool ownsHome, CancellationToken cancellationToken)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        var watch = Stopwatch.StartNew();
        var process = home.Serve(url.GetLeftPart(UriPartial.Authority));
        try
        {
            await WaitUntilReadyAsync(process, url, cancellationToken);
            return new WeirProcess(process, home, ownsHome, url, watch.Elapsed);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private static async Task WaitUntilReadyAsync(ChildProcess process, Uri url, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(2) };
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < StartLimit)
        {
            if (process.HasExited)
            {
                var result = await process.WaitAsync(StopLimit, cancellationToken);
                throw new InvalidOperationException($"weir ended before it was ready: {result}");
            }

            try
            {
                using var response = await client.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // Not listening yet.
            }

            await Task.Delay(10, cancellationToken);
        }

        throw new TimeoutException($"weir was not ready after {StartLimit}.\n{process.Output}\n{process.Error}");
    }
}
