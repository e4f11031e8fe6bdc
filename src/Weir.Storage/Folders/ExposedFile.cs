namespace Weir.Storage.Folders;

/// <summary>A data file or folder that other users of the machine may open.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Mode">Its permission bits as they are.</param>
/// <param name="Remedy">The command that closes it, e.g. <c>chmod 600 '/home/ada/.local/share/weir/weir.db'</c>.</param>
public sealed record ExposedFile(string Path, UnixFileMode Mode, string Remedy);
