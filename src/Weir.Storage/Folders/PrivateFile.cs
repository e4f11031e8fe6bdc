namespace Weir.Storage.Folders;

/// <summary>Files and folders that only their owner may open.</summary>
public static class PrivateFile
{
    internal const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    internal const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;
    internal const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>
    /// Opens a file for unbuffered reading and writing; a file that this creates has mode 0600 from its first moment on. On Windows the
    /// user's profile protects it.
    /// </summary>
    /// <exception cref="IOException">As for <see cref="FileStream"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As for <see cref="FileStream"/>.</exception>
    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode is not System.IO.FileMode.Open and not System.IO.FileMode.Truncate)
        {
            options.UnixCreateMode = FileMode;
        }

        return new FileStream(path, options);
    }

    /// <summary>Creates the folder and those above it where missing; what this creates has mode 0700.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, FolderMode);
        }
    }
}
