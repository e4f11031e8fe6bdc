using System.Diagnostics;

namespace Weir.LoadBench;

/// <summary>A program under measurement.</summary>
internal sealed class Measured : IDisposable
{
    private readonly Process _process;

    public Measured(string name, string url, string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        Name = name;
        Url = url;
        var start = new ProcessStartInfo(file) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (variable, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[variable] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, line) =>
        {
            if (line.Data is { } text && Environment.GetEnvironmentVariable("BENCH_VERBOSE") == "1")
            {
                Console.Error.WriteLine((object)text);
            }
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Name { get; }

    public string Url { get; }

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in bytes, shared pages of the framework included.</summary>
    public long Resident
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public async Task ReadyAsync(string path)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        for (var i = 0; i < 200; i++)
        {
            try
            {
                using var response = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Url + path)), CancellationToken.None);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException($"{Name} did not start at {Url}.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
