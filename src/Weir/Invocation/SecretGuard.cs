namespace Weir.Invocation;

/// <summary>Refuses keys on the command line: they end up in the shell's history and in everybody's process list.</summary>
internal static class SecretGuard
{
    private static readonly string[] VendorPrefixes = ["sk-", "sk_", "gsk_", "xai-", "AIza", "ghp_", "github_pat_", "hf_", "pplx-"];

    /// <summary>Options that other programs take keys by. <c>--key</c> is one for commands that could take one; elsewhere it names a key of Weir's.</summary>
    private static readonly string[] KeyOptions = ["--api-key", "--apikey", "--token", "--access-token", "--refresh-token", "--secret", "--client-secret", "--password"];

    /// <summary>What to say about the first secret among the arguments; null when there is none. The secret itself is not in it.</summary>
    public static CliException? Check(IReadOnlyList<string> arguments)
    {
        if (arguments.FirstOrDefault(argument => IsKeyOption(argument, arguments)) is { } option)
        {
            return new CliException(
                ExitCodes.WrongUsage,
                $"There is no {option.Split('=')[0]}: no command takes a key as an argument. Arguments are seen by other programs and kept by the shell: if that was a key, treat it as known.",
                "Type the key when `weir auth login` asks for it, or send it on standard input: weir auth login PROVIDER --key-stdin < FILE");
        }

        for (var index = 0; index < arguments.Count; index++)
        {
            var text = arguments[index];
            var value = text.StartsWith("--", StringComparison.Ordinal) && text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? text[(at + 1)..] : text;
            if (value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || IsVendorKey(value) || IsWeirKey(value))
            {
                return new CliException(
                    ExitCodes.WrongUsage,
                    $"Argument {index + 1} looks like a secret key ({value[..3]}...). Arguments are seen by other programs and kept by the shell: treat this key as known.",
                    IsWeirKey(value)
                        ? "Put the key into a variable: WEIR_ADMIN_KEY for commands, WEIR_KEY for the first client key. Keys are named by id or name: weir keys list"
                        : "Put the key into the provider's variable, e.g. `read -rs OPENAI_API_KEY && export OPENAI_API_KEY`, and name it in weir.yaml: api_key: ${OPENAI_API_KEY}");
            }
        }

        return null;
    }

    private static bool IsKeyOption(string argument, IReadOnlyList<string> arguments)
    {
        var name = argument.Split('=')[0];
        return Array.Exists(KeyOptions, option => option == name) || (name == "--key" && arguments.Any(static word => word is "auth" or "providers" or "config" or "init"));
    }

    private static bool IsVendorKey(string value) =>
        value.Length >= 8 && Array.Exists(VendorPrefixes, prefix => value.StartsWith(prefix, StringComparison.Ordinal)) && IsToken(value);

    /// <summary>A key of Weir's, not a name such as <c>weir-production</c>: long, and with letters or digits that names rarely have.</summary>
    private static bool IsWeirKey(string value) =>
        value.Length >= 32 && value.StartsWith("weir-", StringComparison.Ordinal) && IsToken(value) && value.Any(character => char.IsAsciiDigit(character) || char.IsAsciiLetterUpper(character));

    private static bool IsToken(string value) => value.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
