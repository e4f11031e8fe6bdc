using System.Diagnostics;
using System.Text;

namespace Weir.Acceptance.Tests.Program;

/// <summary>A program with a given environment and nothing else: what the tester has exported does not leak into it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;
    private readonly StringBuilder _outputSoFar = new();
    private readonly StringBuilder _errorSoFar = new();

    private ChildProcess(Process process)
    {
        _process = process;
        _output = DrainAsync(process.StandardOutput, _outputSoFar);
        _error = DrainAsync(process.StandardError, _errorSoFar);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote to standard output until now.</summary>
    public string Output => Read(_outputSoFar);

    /// <summary>What it wrote to standard error until now.</summary>
    public string Error => Read(_errorSoFar);

    public static ChildProcess Start(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string folder)
    {
        var start = new ProcessStartInfo(file)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start."));
    }

    /// <summary>Starts the program, feeds it, waits for its end.</summary>
    public static async Task<CommandResult> RunAsync(
        string file,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string folder,
        string input,
        TimeSpan limit,
        CancellationToken cancellationToken)
    {
        await using var child = Start(file, arguments, environment, folder);
        await child.FeedAsync(input, cancellationToken);
        return await child.WaitAsync(limit, cancellationToken);
    }

    /// <summary>Writes to standard input and closes it.</summary>
    public async Task FeedAsync(string input, CancellationToken cancellationToken)
    {
        try
        {
            await _process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input.
        }
    }

    /// <summary>Waits for the end of the program; one that outlives the limit is killed and told of.</summary>
    public async Task<CommandResult> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Kill();
            throw new TimeoutException($"{_process.StartInfo.FileName} still ran after {limit}.\n{Output}\n{Error}");
        }

        return new CommandResult(_process.ExitCode, await _output, await _error);
    }

    /// <summary>Asks it to end.</summary>
    public void Terminate() => Signals.Terminate(_process.Id);

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static async Task<string> DrainAsync(StreamReader reader, StringBuilder soFar)
    {
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            lock (soFar)
            {
                soFar.Append(buffer, 0, read);
            }
        }

        return Read(soFar);
    }

    private static string Read(StringBuilder soFar)
    {
        lock (soFar)
        {
            return soFar.ToString();
        }
    }
}
