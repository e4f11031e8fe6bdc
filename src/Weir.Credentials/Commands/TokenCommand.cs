using System.Diagnostics;
using System.Text;

namespace Weir.Credentials.Commands;

/// <summary>
/// Runs a program that prints a token: without a shell, without standard input, with a time limit. What it prints on standard error goes nowhere: it may hold the secret.
/// </summary>
internal static class TokenCommand
{
    private const int MaxOutput = 64 * 1024;

    /// <summary>Variables that open Weir itself; no program of another gets them.</summary>
    private static readonly string[] Own = ["WEIR_MASTER_KEY", "WEIR_ADMIN_KEY", "WEIR_KEY"];

    /// <summary>What the program printed, trimmed.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="says">Gets the lines of standard error, where a person waits for them; else they go nowhere.</param>
    /// <exception cref="CredentialException">It is not there, failed, took too long or printed nothing.</exception>
    public static async Task<string> RunAsync(IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken, Action<string>? says = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        using var process = Start(command);
        try
        {
            process.StandardInput.Close();
            var errors = Drain(process.StandardError, says, limit.Token);
            var output = await ReadAsync(process.StandardOutput, command, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            await errors;
            return process.ExitCode != 0 ? throw Failed(command, $"ended with code {process.ExitCode}")
                : output.Length == 0 ? throw Failed(command, "printed nothing")
                : output;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(command, $"took longer than {timeout.TotalSeconds:0.#} s");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var name in Own)
        {
            start.Environment.Remove(name);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException)
        {
            throw new CredentialException(
                CredentialFailure.Misconfigured, $"The program {command[0]} can't be started: {exception.Message}", "Install it, or write its whole path in auth.command.", exception);
        }
    }

    private static async Task<string> ReadAsync(StreamReader output, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var piece = new char[4096];
        while (await output.ReadAsync(piece, cancellationToken) is var read and > 0)
        {
            text.Append(piece, 0, read);
            if (text.Length > MaxOutput)
            {
                throw Failed(command, "printed far more than a token");
            }
        }

        return text.ToString().Trim();
    }

    private static async Task Drain(StreamReader errors, Action<string>? says, CancellationToken cancellationToken)
    {
        while (says is not null && await errors.ReadLineAsync(cancellationToken) is { } line)
        {
            says(line);
        }

        var piece = new char[4096];
        while (await errors.ReadAsync(piece, cancellationToken) > 0)
        {
        }
    }

    private static CredentialException Failed(IReadOnlyList<string> command, string how) => new(
        CredentialFailure.Unavailable, $"The token command {System.IO.Path.GetFileName(command[0])} {how}.", "Run it by hand to see why; you may have to sign in with it again.");
}
