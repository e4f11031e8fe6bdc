namespace Weir.Storage.Folders;

/// <summary>The folder that holds everything Weir keeps: the database, the journal of the ledger.</summary>
public sealed class DataFolder
{
    private DataFolder(string path)
    {
        FullPath = path;
    }

    /// <summary>Absolute path of the folder.</summary>
    public string FullPath { get; }

    public string DatabaseFile => Path.Combine(FullPath, "weir.db");

    /// <summary>
    /// Where data goes when nobody says otherwise: <c>weir</c> under <c>$XDG_DATA_HOME</c> (<c>~/.local/share</c>) on Linux,
    /// <c>~/Library/Application Support</c> on macOS, <c>%LOCALAPPDATA%</c> on Windows.
    /// </summary>
    /// <exception cref="StorageException">The user has no home.</exception>
    public static string DefaultPath()
    {
        var home = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length > 0
            ? Path.Combine(home, "weir")
            : throw new StorageException("No data folder: this user has no home.", "Name one by --data or WEIR_DATA.");
    }

    /// <summary>Opens the folder, and creates it with mode 0700 where it is missing.</summary>
    /// <exception cref="StorageException">It can't be created or is a file.</exception>
    public static DataFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = Path.GetFullPath(path);
        try
        {
            PrivateFile.CreateFolder(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"The data folder '{full}' can't be created: {e.Message}",
                "Make the folder above it writable, or name another by --data or WEIR_DATA.", e);
        }

        return new DataFolder(full);
    }

    /// <summary>A folder below this one, created with mode 0700 where it is missing.</summary>
    public string OpenSubfolder(string name)
    {
        var path = Path.Combine(FullPath, name);
        PrivateFile.CreateFolder(path);
        return path;
    }

    /// <summary>The folder and the files in it that group or others may open; empty when all is well, and on Windows.</summary>
    public IReadOnlyList<ExposedFile> FindExposed()
    {
        if (OperatingSystem.IsWindows())
        {
            return [];
        }

        var exposed = new List<ExposedFile>();
        Check(FullPath, isFolder: true);
        foreach (var entry in new DirectoryInfo(FullPath).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            Check(entry.FullName, entry is DirectoryInfo);
        }

        return exposed;

        void Check(string path, bool isFolder)
        {
            if (!OperatingSystem.IsWindows() && Mode(path) is { } mode && (mode & PrivateFile.Others) != 0)
            {
                exposed.Add(new ExposedFile(path, mode, $"chmod {(isFolder ? "700" : "600")} {Quoted(path)}"));
            }
        }
    }

    // Null for a file that went while the folder was listed: a WAL file, a folded segment.
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static UnixFileMode? Mode(string path)
    {
        try
        {
            return File.GetUnixFileMode(path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string Quoted(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
