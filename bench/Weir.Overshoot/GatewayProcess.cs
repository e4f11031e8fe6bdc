using System.Diagnostics;
using System.Security.Cryptography;
using Weir.TestKit;

namespace Weir.Overshoot;

/// <summary>Weir as a program, on one port and one data folder; it can be killed and started again.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-overshoot").FullName;
    private readonly string _program;
    private Process? _process;

    public GatewayProcess(string program, string config)
    {
        _program = program;
        Url = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        var file = Path.Combine(_folder, "weir.yaml");
        File.WriteAllText(file, config);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public Uri Url { get; }

    public string DataFolder => Path.Combine(_folder, "data");

    public string ClientKey { get; } = NewKey();

    public string AdminKey { get; } = NewKey();

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(_program, "serve") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        start.Environment["WEIR_URLS"] = Url.GetLeftPart(UriPartial.Authority);
        start.Environment["WEIR_DATA"] = DataFolder;
        start.Environment["WEIR_CONFIG"] = Path.Combine(_folder, "weir.yaml");
        start.Environment["WEIR_KEY"] = ClientKey;
        start.Environment["WEIR_ADMIN_KEY"] = AdminKey;
        start.Environment["PROOF_KEY"] = "sk-proof";
        start.Environment["HOME"] = _folder;
        var log = new StreamWriter(Path.Combine(_folder, $"weir-{Guid.NewGuid():n}.log"));
        _process = Process.Start(start)!;
        _ = CopyAsync(_process.StandardOutput, log);
        _ = CopyAsync(_process.StandardError, StreamWriter.Null);
        using var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(2) };
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(60);)
        {
            try
            {
                using var response = await client.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
                if (response.IsSuccessStatusCode && !_process.HasExited)
                {
                    return;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // Not listening yet.
            }

            if (_process.HasExited)
            {
                break;
            }

            await Task.Delay(20, cancellationToken);
        }

        throw new InvalidOperationException($"{_program} did not start; its log is in {_folder}.");
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process!.Kill();
        await _process.WaitForExitAsync(cancellationToken);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Takes the folder away too.</summary>
    public void Dispose()
    {
        if (_process is { } running)
        {
            running.Kill();
            running.WaitForExit();
            running.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task CopyAsync(StreamReader from, StreamWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            await to.WriteLineAsync(line);
        }

        await to.DisposeAsync();
    }

    private static string NewKey() => "proof-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
