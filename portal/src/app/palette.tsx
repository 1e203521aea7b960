export default function Palette({ onClose }: { readonly onClose: () => void }) {
  void onClose;
  return null;
}
