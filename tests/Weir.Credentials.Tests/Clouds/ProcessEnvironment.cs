namespace Weir.Credentials.Tests.Clouds;

/// <summary>
/// The vendors' libraries read some things from the process's own environment, some of them once: tests that need those run alone, in a
/// process whose variables point at stand-ins.
/// </summary>
public sealed class ProcessEnvironment : IAsyncLifetime
{
    private readonly Dictionary<string, string?> _before = [];

    public TemporaryFolder Folder { get; } = new();

    /// <summary>Stands in for the metadata services of AWS, SSO and the container.</summary>
    public StandIn Server { get; private set; } = null!;

    public string AwsConfig { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Server = await StandIn.StartAsync();
        Directory.CreateDirectory(Path.Combine(Folder.Path, "bin"));
        AwsConfig = Folder.Write(".aws/config", "");
        var address = Server.Address.ToString().TrimEnd('/');
        Set("HOME", Folder.Path);
        Set("USERPROFILE", Folder.Path);
        Set("AWS_CONFIG_FILE", AwsConfig);
        Set("AWS_SHARED_CREDENTIALS_FILE", Folder.Write(".aws/credentials", ""));
        Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", address);
        Set("AWS_ENDPOINT_URL_SSO", address);
        Set("AWS_ENDPOINT_URL_SSO_OIDC", address);
        Set("AWS_REGION", "us-east-1");
        Set("AWS_PROFILE", null);
        Set("PATH", Path.Combine(Folder.Path, "bin") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"));
    }

    /// <summary>Sets a variable until the last test is over.</summary>
    public void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    /// <summary>Puts a program on the path that runs <paramref name="script"/>.</summary>
    public void Install(string program, string script)
    {
        var path = Folder.Write("bin/" + program, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Takes a program off the path again.</summary>
    public void Remove(string program) => File.Delete(Path.Combine(Folder.Path, "bin", program));

    public async ValueTask DisposeAsync()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        await Server.DisposeAsync();
        Folder.Dispose();
    }
}

/// <summary>The tests that share the process's environment.</summary>
[CollectionDefinition(nameof(ProcessEnvironmentCollection), DisableParallelization = true)]
public sealed class ProcessEnvironmentCollection : ICollectionFixture<ProcessEnvironment>;
