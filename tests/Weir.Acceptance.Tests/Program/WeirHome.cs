namespace Weir.Acceptance.Tests.Program;

/// <summary>The folders and variables of one <c>weir</c>: they outlive the process, so that a test can kill it and start it again.</summary>
internal sealed class WeirHome : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WeirHome(WeirSetup setup)
    {
        Setup = setup;
        DataFolder = _folder.CreateFolder("data");
        WorkFolder = _folder.CreateFolder("work");
        ConfigFile = _folder.Combine("weir.yaml");
        if (setup.Config is not null)
        {
            WriteConfig(setup.Config);
        }
    }

    public WeirSetup Setup { get; }

    public string DataFolder { get; }

    /// <summary>The folder it is started in; empty.</summary>
    public string WorkFolder { get; }

    public string ConfigFile { get; }

    /// <summary>Replaces weir.yaml in one step, as editors do.</summary>
    public void WriteConfig(string text)
    {
        var next = ConfigFile + ".next";
        File.WriteAllText(next, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(next, ConfigFile, overwrite: true);
    }

    /// <summary>Runs one command to its end.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="input">What it finds on standard input.</param>
    public Task<CommandResult> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken, string input = "")
    {
        var (file, prefix) = BuiltProgram.Locate();
        return ChildProcess.RunAsync(file, [.. prefix, .. arguments], Variables(), WorkFolder, input, TimeSpan.FromSeconds(30), cancellationToken);
    }

    /// <summary>Starts the gateway without waiting for it.</summary>
    public ChildProcess Serve(string url)
    {
        var (file, prefix) = BuiltProgram.Locate();
        return ChildProcess.Start(file, [.. prefix, "serve", "--urls", url, .. Setup.Arguments], Variables(), WorkFolder);
    }

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, string> Variables()
    {
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HOME"] = _folder.CreateFolder("home"),
            ["DOTNET_ROOT"] = BuiltProgram.DotnetRoot,
            ["NO_COLOR"] = "1",
            ["WEIR_DATA"] = DataFolder,
        };
        if (Setup.Config is not null)
        {
            variables["WEIR_CONFIG"] = ConfigFile;
        }

        if (Setup.ClientKey is { } client)
        {
            variables["WEIR_KEY"] = client;
        }

        if (Setup.AdminKey is { } admin)
        {
            variables["WEIR_ADMIN_KEY"] = admin;
        }

        foreach (var (name, value) in Setup.Variables)
        {
            variables[name] = value;
        }

        return variables;
    }
}
