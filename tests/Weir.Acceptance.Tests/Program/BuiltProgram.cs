namespace Weir.Acceptance.Tests.Program;

/// <summary>The <c>weir</c> program that was built beside these tests, in the same configuration.</summary>
internal static class BuiltProgram
{
    /// <summary>The program file and the arguments that must come first: none for the program itself, the library's path for <c>dotnet</c>.</summary>
    public static (string File, IReadOnlyList<string> Prefix) Locate()
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var folder = Path.Combine(own.Parent!.Parent!.FullName, "Weir", own.Name);
        var program = Path.Combine(folder, OperatingSystem.IsWindows() ? "weir.exe" : "weir");
        if (File.Exists(program))
        {
            return (program, []);
        }

        var library = Path.Combine(folder, "weir.dll");
        return File.Exists(library)
            ? ("dotnet", [library])
            : throw new FileNotFoundException($"The program is not built: neither {program} nor {library} exists.", program);
    }

    /// <summary>The runtime these tests run on, so that the program runs on the same one.</summary>
    public static string DotnetRoot { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
}
