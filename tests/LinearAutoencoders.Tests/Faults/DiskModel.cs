namespace LinearAutoencoders.Tests.Faults;

/// <summary>What of a folder a power cut leaves: contents that were synced, under names whose folders were.</summary>
internal sealed class DiskModel(string root)
{
    private readonly FolderNode top = new();

    public void Note(DiskOperation operation, string path, string? target)
    {
        if (!IsInside(path)) return;
        var (folder, name) = Find(path);
        switch (operation)
        {
            case DiskOperation.CreateFolder: folder.Now[name] = new FolderNode(); break;
            case DiskOperation.CreateFile: folder.Now[name] = new FileNode(); break;
            case DiskOperation.SyncFile: ((FileNode)folder.Now[name]).IsSynced = true; break;
            case DiskOperation.Move:
                var (newFolder, newName) = Find(target!);
                newFolder.Now[newName] = folder.Now[name];
                folder.Now.Remove(name);
                // Only now: while it is written it is open for nobody else; nothing is written into it after that.
                if (newFolder.Now[newName] is FileNode { IsSynced: true } file) file.Synced = File.ReadAllBytes(target!);
                break;
            case DiskOperation.SyncFolder:
                var synced = FolderAt(path);
                synced.Synced = new(synced.Now);
                break;
            case DiskOperation.DeleteFile or DiskOperation.DeleteFolder: folder.Now.Remove(name); break;
        }
    }

    /// <summary>Makes a folder as it is after a power cut.</summary>
    /// <param name="target">The folder to make.</param>
    /// <param name="chance">Null: nothing survives that was not synced; else each change of a name does or does not, by chance.</param>
    public void Restore(string target, Random? chance) => Restore(top, target, chance);

    private static void Restore(FolderNode folder, string target, Random? chance)
    {
        Directory.CreateDirectory(target);
        foreach (var name in folder.Now.Keys.Union(folder.Synced.Keys).Order(StringComparer.Ordinal).ToList())
        {
            var names = chance is not null && chance.Next(2) == 0 ? folder.Now : folder.Synced;
            if (!names.TryGetValue(name, out var node)) continue;
            var path = Path.Combine(target, name);
            if (node is FolderNode below) Restore(below, path, chance);
            else File.WriteAllBytes(path, ((FileNode)node).Synced ?? []);
        }
    }

    private bool IsInside(string path) => Path.GetFullPath(path).StartsWith(root, StringComparison.Ordinal);

    private FolderNode FolderAt(string path)
    {
        var relative = Path.GetRelativePath(root, Path.GetFullPath(path));
        return relative == "." ? top : relative.Split('/').Aggregate(top, (folder, name) => (FolderNode)folder.Now[name]);
    }

    private (FolderNode Folder, string Name) Find(string path) =>
        Path.GetFullPath(path) == root ? (new FolderNode(), "")
            : (FolderAt(Path.GetDirectoryName(Path.GetFullPath(path))!), Path.GetFileName(path));

    private abstract class Node;

    private sealed class FileNode : Node
    {
        public bool IsSynced { get; set; }

        public byte[]? Synced { get; set; }
    }

    private sealed class FolderNode : Node
    {
        public Dictionary<string, Node> Now { get; } = [];

        public Dictionary<string, Node> Synced { get; set; } = [];
    }
}
