using System.Diagnostics;
using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Auth;

/// <summary>Asks a person what a sign-in needs; says which option would have answered where nobody can be asked.</summary>
internal sealed class SignInDialogue(CommandRun run, SignInOffer offer)
{
    private bool MayAsk => !run.Settings.NoInput && run.Terminal.IsInteractive;

    /// <summary>The method that was named, the only one, or the one that the person chooses.</summary>
    public SignInMethod Choose(string? method, string? flow, bool hasKey)
    {
        var fitting = offer.Methods
            .Where(offered => method is null || offered.Method == method)
            .Where(offered => flow is null || offered.Flow == flow)
            .Where(offered => !hasKey || offered.TakesKey)
            .ToList();
        if (fitting.Count == 0)
        {
            throw new CliException(ExitCodes.WrongUsage, $"{offer.Name} has no such sign-in.", $"It has: {string.Join(", ", offer.Methods.Select(Words))}.");
        }

        if (fitting.Count == 1 || hasKey)
        {
            return fitting[0];
        }

        if (!MayAsk)
        {
            throw new CliException(ExitCodes.WrongUsage, $"{offer.Name} has several ways to sign in.", $"Say which: {string.Join(", or ", fitting.Select(Words))}.");
        }

        return run.Terminal.Choose($"How do you sign in to {offer.Name}?", [.. fitting.Select(static offered => offered.Label)]) is { } chosen
            ? fitting[chosen]
            : throw new CliException(ExitCodes.Cancelled, "Nothing was chosen.", null);
    }

    /// <summary>Answers to the method's questions: from the options, else asked.</summary>
    public IReadOnlyDictionary<string, string> Answers(SignInMethod method, IReadOnlyList<string> given)
    {
        var answers = Pairs.Read(given, "--field").ToDictionary(StringComparer.Ordinal);
        foreach (var question in method.Fields.Where(question => !answers.ContainsKey(question.Name)))
        {
            if (MayAsk)
            {
                var shown = question.Default is { } usual ? $"{question.Label} [{usual}]" : question.Optional ? $"{question.Label} (may be empty)" : question.Label;
                if (run.Terminal.Ask(shown) is { Length: > 0 } answer)
                {
                    answers[question.Name] = answer;
                }
            }
            else if (question.Default is null && !question.Optional)
            {
                throw new CliException(ExitCodes.WrongUsage, $"{offer.Name} needs {question.Name}: {question.Label}.", $"Say --field {question.Name}=VALUE.");
            }
        }

        return answers;
    }

    /// <summary>The key, asked without showing it; for a plan, after the vendor's own program has signed the person in.</summary>
    public string Key(SignInMethod method)
    {
        if (!MayAsk)
        {
            throw new CliException(ExitCodes.WrongUsage, "A key is needed, and nobody is here to paste it.", "Send it on standard input: --key-stdin");
        }

        if (method.LoginCommand.Count > 0)
        {
            RunVendorTool(method.LoginCommand);
        }
        else if (offer.Documentation is { } page)
        {
            run.Terminal.Note($"About keys of {offer.Name}: {page}");
        }

        return run.Terminal.Ask(method.LoginCommand.Count > 0 ? "Paste the token that it printed" : $"{method.Label} of {offer.Name}", isSecret: true) is { Length: > 0 } key
            ? key
            : throw new CliException(ExitCodes.Cancelled, "No key was given; nothing was done.", null);
    }

    /// <summary>In the person's own terminal, without a shell.</summary>
    private void RunVendorTool(IReadOnlyList<string> command)
    {
        run.Confirm($"This runs `{string.Join(' ', command)}`, the vendor's own program, which signs you in. Run it?", yes: false);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false })!;
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new CliException(ExitCodes.Failed, $"{command[0]} ended with code {process.ExitCode}.", "Run it by hand to see why.");
            }
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new CliException(ExitCodes.Failed, $"{command[0]} can't be started: {exception.Message}", "Install it first; it is the vendor's own program.");
        }
    }

    private static string Words(SignInMethod method) => method.Flow is null ? $"--method {method.Method}" : $"--method {method.Method} --flow {method.Flow}";
}
