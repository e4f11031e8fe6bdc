using System.Diagnostics;
using System.Globalization;
using Weir.Routing.Configuration;

namespace Weir.Gateway.Alerts;

/// <summary>
/// Runs a program with an alert on its standard input: without a shell, with a time limit, and with a few variables alone, since the gateway's own hold keys. What it prints goes nowhere.
/// </summary>
internal static class CommandHook
{
    private static readonly string[] Passed = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "SystemRoot", "USERPROFILE", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"];

    /// <summary>Runs it to its end. Never throws but when it is cancelled.</summary>
    public static async Task<DeliveryOutcome> RunAsync(AlertCommandConfig hook, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(hook.Timeout);
        Process process;
        try
        {
            process = Process.Start(StartOf(hook.Command))!;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            return DeliveryOutcome.Failed($"the program can't be started: {exception.Message}");
        }

        using (process)
        {
            try
            {
                _ = DrainAsync(process.StandardOutput.BaseStream);
                _ = DrainAsync(process.StandardError.BaseStream);
                await GiveAsync(process, body, limit.Token);
                await process.WaitForExitAsync(limit.Token);

                // Not for the end of its output: what it began in the background may hold that open for long.
                return process.ExitCode == 0 ? DeliveryOutcome.Sent : DeliveryOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"it ended with code {process.ExitCode}"));
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return DeliveryOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"it took longer than {hook.Timeout.TotalSeconds:0.#} s"));
            }
            finally
            {
                End(process);
            }
        }
    }

    /// <summary>Reads to the end, however late: what goes on in the background shall not break at a closed pipe.</summary>
    private static async Task DrainAsync(Stream printed)
    {
        await using (printed)
        {
            await printed.CopyToAsync(Stream.Null, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException or AggregateException)
        {
            // It ended meanwhile, or one of its children did.
        }
    }

    private static async Task GiveAsync(Process process, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(body, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading: its code says whether that was meant.
        }
    }

    private static ProcessStartInfo StartOf(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Except(Passed, StringComparer.OrdinalIgnoreCase).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }
}
