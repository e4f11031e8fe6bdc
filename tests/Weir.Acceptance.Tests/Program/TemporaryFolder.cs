namespace Weir.Acceptance.Tests.Program;

/// <summary>A folder of one test, open to its owner alone, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weir-test-");

    public string Path => _folder.FullName;

    public string Combine(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Makes a folder below, with its parents.</summary>
    public string CreateFolder(string name)
    {
        var path = Combine(name);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A client's background process may still write; the system clears its temporary folder.
        }
    }
}
